#!/usr/bin/env python3
"""Secret tests of "Seats Apart": all small benches, then some of both parities up to the longest."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

LONGEST = 5000


def solve(text: str) -> str:
    n = int(text)
    if n in (2, 3):
        return "impossible\n"
    return " ".join(map(str, [*range(2, n + 1, 2), *range(1, n + 1, 2)])) + "\n"


def tests():
    rng = random.Random("seats-apart")
    for n in (1, 3, 4, 6, 7, 8, 11, 40):
        yield f"{n}-seats", f"{n}\n"
    yield "even", f"{2 * rng.randint(300, 2000)}\n"
    yield "odd", f"{2 * rng.randint(300, 2000) + 1}\n"
    yield "longest-odd", f"{LONGEST - 1}\n"
    yield "longest", f"{LONGEST}\n"


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
