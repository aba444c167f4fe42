#!/usr/bin/env python3
"""Secret tests of "Tile Rectangles": squares, primes, and numbers with many divisors."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"


def solve(text: str) -> str:
    """From the prime factors: the divisors are counted, and each rectangle has two of them, a square one."""
    n, rest, divisors = int(text), int(text), 1
    prime = 2
    while prime * prime <= rest:
        exponent = 0
        while rest % prime == 0:
            rest //= prime
            exponent += 1
        divisors *= exponent + 1
        prime += 1
    if rest > 1:
        divisors *= 2
    return f"{(divisors + 1) // 2}\n"


def tests():
    rng = random.Random("tile-rectangles")
    yield "one", "1\n"
    yield "two", "2\n"
    yield "square", "36\n"
    yield "prime", "97\n"
    yield "cube", "1000\n"
    yield "many-divisors", "720720\n"
    yield "random-small", f"{rng.randint(10**6, 10**7)}\n"
    yield "largest-int32", f"{2**31 - 1}\n"
    yield "beyond-int32", f"{2**32 + 2}\n"
    yield "square-of-a-prime", f"{999_983**2}\n"
    yield "two-large-primes", f"{999_983 * 999_979}\n"
    yield "large-prime", "999999999989\n"
    yield "most-divisors", "963761198400\n"
    yield "power-of-two", f"{2**39}\n"
    yield "largest", f"{10**12}\n"


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
