#!/usr/bin/env python3
"""Secret tests of "Rainfall Ledger": edges of the ranges, sums beyond 32 bits, many long calls."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

MOST = 40_000


def solve(text: str) -> str:
    numbers = list(map(int, text.split()))
    n, q = numbers[:2]
    total = [0]
    for rain in numbers[2 : 2 + n]:
        total.append(total[-1] + rain)
    calls = numbers[2 + n :]
    return "".join(f"{total[b] - total[a - 1]}\n" for a, b in zip(calls[::2], calls[1::2]))


def case(rains: list[int], calls: list[tuple[int, int]]) -> str:
    lines = [f"{len(rains)} {len(calls)}", " ".join(map(str, rains))]
    return "\n".join(lines + [f"{a} {b}" for a, b in calls]) + "\n"


def random_call(rng: random.Random, n: int) -> tuple[int, int]:
    a, b = sorted((rng.randint(1, n), rng.randint(1, n)))
    return a, b


def tests():
    rng = random.Random("rainfall-ledger")
    yield "one-day", case([6], [(1, 1)])
    yield "dry", case([0, 0, 0], [(1, 3), (2, 3), (3, 3)])
    yield "every-call", case([3, 1, 4, 1, 5], [(a, b) for a in range(1, 6) for b in range(a, 6)])
    yield "single-days", case([rng.randint(1, 99) for _ in range(30)], [(day, day) for day in range(1, 31)])
    yield "small", case([rng.randint(0, 9) for _ in range(50)], [random_call(rng, 50) for _ in range(50)])
    yield "first-and-last", case([rng.randint(1, 9) for _ in range(900)], [(1, 1), (900, 900), (1, 900), (2, 899)])
    yield "beyond-int32", case([10**9] * 300, [random_call(rng, 300) for _ in range(100)] + [(1, 300)])
    yield "large-values", case(
        [rng.randint(0, 10**9) for _ in range(8000)], [random_call(rng, 8000) for _ in range(8000)]
    )
    yield "largest-sum", case([10**9] * MOST, [(1, MOST)])
    yield "many-days", case([rng.randint(0, 9) for _ in range(MOST)], [random_call(rng, MOST) for _ in range(500)])
    yield "long-calls", case(
        [rng.randint(0, 9) for _ in range(MOST)],
        [(rng.randint(1, 9), MOST - rng.randint(0, 9)) for _ in range(MOST)],
    )


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
