#!/usr/bin/env python3
"""Secret tests of "Tide Gauges": short stretches, the least reading set away, and long stretches on a long dyke."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

MOST = 20_000
HIGHEST = 10**6


def solve(text: str) -> str:
    """Blocks of about sqrt(n) gauges, each with its least reading."""
    lines = text.split("\n")[:-1]
    n = int(lines[0].split()[0])
    readings = list(map(int, lines[1].split()))
    size = max(1, int(n**0.5))
    least = [min(readings[i : i + size]) for i in range(0, n, size)]
    answers = []
    for line in lines[2:]:
        kind, first, second = line.split()
        if kind == "set":
            place = int(first) - 1
            readings[place] = int(second)
            block = place // size
            least[block] = min(readings[block * size : (block + 1) * size])
        else:
            a, b = int(first) - 1, int(second)
            inner_from, inner_to = -(-a // size), b // size
            if inner_from >= inner_to:
                answers.append(min(readings[a:b]))
            else:
                edges = readings[a : inner_from * size] + readings[inner_to * size : b]
                answers.append(min(edges + least[inner_from:inner_to]))
    return "".join(f"{answer}\n" for answer in answers)


def case(readings: list[int], messages: list[str]) -> str:
    lines = [f"{len(readings)} {len(messages)}", " ".join(map(str, readings)), *messages]
    return "\n".join(lines) + "\n"


def random_case(rng: random.Random, n: int, q: int, highest: int) -> str:
    messages = []
    for _ in range(q - 1):
        if rng.random() < 0.5:
            messages.append(f"set {rng.randint(1, n)} {rng.randint(-highest, highest)}")
        else:
            a, b = sorted((rng.randint(1, n), rng.randint(1, n)))
            messages.append(f"min {a} {b}")
    return case([rng.randint(-highest, highest) for _ in range(n)], messages + [f"min 1 {n}"])


def rising_least(n: int, q: int) -> str:
    """The least reading is set high again and again, so that the least of the whole dyke moves on."""
    messages = []
    for i in range(1, q // 2 + 1):
        messages += [f"set {i} {HIGHEST}", f"min 1 {n}"]
    return case(list(range(n)), messages)


def tests():
    rng = random.Random("tide-gauges")
    yield "one-gauge", case([5], ["min 1 1", "set 1 -5", "min 1 1"])
    yield "last-gauge", case([3, 2, 1], ["min 1 3", "min 1 2", "min 3 3", "set 3 9", "min 1 3", "min 2 3"])
    yield "all-negative", case([-4, -9, -2, -7], ["min 1 4", "set 2 -1", "min 1 4", "min 2 3"])
    yield "power-of-two", random_case(rng, 16, 60, 50)
    yield "odd-length", random_case(rng, 37, 100, 50)
    yield "medium", random_case(rng, 1000, 1000, HIGHEST)
    yield "rising-least-small", rising_least(300, 500)
    yield "large-random", random_case(rng, MOST, MOST, HIGHEST)
    yield "large-rising-least", rising_least(MOST, MOST)


def main() -> None:
    """Rewrites data/secret. Stops at a test that the input validator refuses, or a sample with another answer."""
    SECRET.mkdir(parents=True, exist_ok=True)
    for old in SECRET.iterdir():
        old.unlink()
    for number, (name, text) in enumerate(tests(), 1):
        require_valid(name, text)
        (SECRET / f"{number:02}-{name}.in").write_text(text)
        (SECRET / f"{number:02}-{name}.ans").write_text(solve(text))
    for sample in sorted((PACKAGE / "data/sample").glob("*.in")):
        require_valid(sample.name, sample.read_text())
        if solve(sample.read_text()) != sample.with_suffix(".ans").read_text():
            raise SystemExit(f"{sample}: the reference solution gives another answer")


def require_valid(name: str, text: str) -> None:
    validator = PACKAGE / "input_validators/validate.py"
    run = subprocess.run([sys.executable, validator], input=text, text=True, capture_output=True)
    if run.returncode != 42:
        raise SystemExit(f"{name}: refused by the input validator\n{run.stderr}")


if __name__ == "__main__":
    main()
