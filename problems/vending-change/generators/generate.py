#!/usr/bin/env python3
"""Secret tests of "Vending Change": where the largest coin misleads, unpayable amounts, and many small coins."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

LARGEST = 20_000


def solve(text: str) -> str:
    """Breadth first over amounts: the level at which an amount is met first is its number of coins."""
    _, amount, *coins = map(int, text.split())
    level, frontier, seen = 0, {0}, {0}
    while frontier:
        if amount in frontier:
            return f"{level}\n"
        frontier = {paid + coin for paid in frontier for coin in coins if paid + coin <= amount} - seen
        seen |= frontier
        level += 1
    return "-1\n"


def case(amount: int, coins: list[int]) -> str:
    return f"{len(coins)} {amount}\n" + " ".join(map(str, coins)) + "\n"


def tests():
    rng = random.Random("vending-change")
    yield "nothing-to-pay", case(0, [5, 7])
    yield "one-coin", case(7, [7])
    yield "too-small", case(3, [4, 10])
    yield "usual-coins", case(388, [1, 2, 5, 10, 20, 50, 100, 200])
    yield "largest-misleads", case(30, [1, 10, 25])
    yield "largest-gets-stuck", case(21, [10, 7])
    yield "odd-amount", case(19_999, [2, 4, 6, 8])
    yield "unsorted", case(997, [50, 1, 300, 20, 7, 113])
    yield "ones", case(LARGEST, [1])
    yield "two-kinds", case(19_996, [2, 19_998])
    yield "exact", case(LARGEST, [LARGEST, 1, 9_999])
    for number in range(1, 4):
        yield f"random-{number}", case(rng.randint(15_000, LARGEST), rng.sample(range(2, 400), 20))
    yield "close-together", case(LARGEST - 7, list(range(101, 121)))
    yield "all-multiples-of-three", case(LARGEST, [3 * value for value in rng.sample(range(1, 60), 20)])


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
