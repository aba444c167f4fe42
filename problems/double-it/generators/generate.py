#!/usr/bin/env python3
"""Secret tests of "Double It": around zero, around the edge of 32 bits, and the ends of the range."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

LARGEST = 2 * 10**9


def solve(text: str) -> str:
    return f"{2 * int(text)}\n"


def tests():
    rng = random.Random("double-it")
    yield "zero", "0\n"
    yield "one", "1\n"
    yield "minus-one", "-1\n"
    yield "three-digits", f"{rng.randint(100, 999)}\n"
    yield "int32-edge", f"{2**30 - 1}\n"
    yield "positive", f"{rng.randint(2**29, 2**30 - 1)}\n"
    yield "negative", f"{rng.randint(-(2**30), -(2**29))}\n"
    yield "smallest", f"{-LARGEST}\n"
    yield "largest", f"{LARGEST}\n"


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
