#!/usr/bin/env python3
"""Secret tests of "One Room, Many Clubs": requests that touch, that mislead every wrong order, and many of them."""
import bisect
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

DAY = 10**9
Request = tuple[int, int]


def solve(text: str) -> str:
    """most[i]: the greatest number among the first i requests by end; not the greedy way, so that it checks it."""
    numbers = list(map(int, text.split()))[1:]
    requests = sorted(zip(numbers[1::2], numbers[::2]))
    ends = [end for end, _ in requests]
    most = [0]
    for i, (_, begin) in enumerate(requests):
        most.append(max(most[-1], most[bisect.bisect_right(ends, begin, 0, i)] + 1))
    return f"{most[-1]}\n"


def case(requests: list[Request]) -> str:
    return f"{len(requests)}\n" + "".join(f"{begin} {end}\n" for begin, end in requests)


def random_requests(rng: random.Random, count: int, day: int, longest: int) -> str:
    requests = []
    for _ in range(count):
        begin = rng.randint(0, day - 1)
        requests.append((begin, min(day, begin + rng.randint(1, longest))))
    return case(requests)


def tests():
    rng = random.Random("one-room")
    yield "one-club", case([(0, DAY)])
    yield "same-time", case([(3, 8)] * 4)
    yield "touching", case([(5, 6), (1, 5), (6, 9), (9, 10)])
    yield "earliest-is-longest", case([(0, 100), (1, 2), (3, 4), (5, 6)])
    yield "shortest-is-in-the-way", case([(0, 10), (9, 12), (11, 20), (20, 30), (29, 31), (30, 40)])
    yield "nested", case([(i, 60 - i) for i in range(30)])
    yield "staircase", case([(i, i + 10) for i in range(0, 200, 3)])
    for number in range(1, 4):
        yield f"small-{number}", random_requests(rng, 40, 100, 12)
    yield "short-and-long", random_requests(rng, 500, 10_000, 4_000)
    yield "large-short", random_requests(rng, 20_000, DAY, 200_000)
    yield "large-dense", random_requests(rng, 20_000, 50_000, 30)


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
