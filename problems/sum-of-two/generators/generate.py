#!/usr/bin/env python3
"""Secret tests of "Sum of Two": small values first, then values beyond 32 bits and beyond 2^53."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

LARGEST = 10**18


def solve(text: str) -> str:
    a, b = map(int, text.split())
    return f"{a + b}\n"


def tests():
    rng = random.Random("sum-of-two")
    yield "zeros", "0 0\n"
    yield "one-negative", "-8 3\n"
    yield "cancel", "123456 -123456\n"
    yield "int32-edge", "2147483647 0\n"
    yield "sum-beyond-int32", "2147483647 1\n"
    yield "sum-below-int32", "-2147483648 -1\n"
    yield "beyond-double", "9007199254740993 0\n"
    yield "largest", f"{LARGEST} {LARGEST}\n"
    yield "smallest", f"{-LARGEST} {-LARGEST}\n"
    yield "opposites", f"{LARGEST} {1 - LARGEST}\n"
    for number in range(1, 4):
        yield f"random-{number}", f"{rng.randint(-LARGEST, LARGEST)} {rng.randint(-LARGEST, LARGEST)}\n"


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
