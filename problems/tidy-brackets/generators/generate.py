#!/usr/bin/env python3
"""Secret tests of "Tidy Brackets": each kind of mistake when short, then at full length."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

LONGEST = 100_000
CLOSING = {"(": ")", "[": "]", "{": "}"}


def solve(text: str) -> str:
    expected = []
    brackets = text.strip()
    for position, bracket in enumerate(brackets, 1):
        if bracket in CLOSING:
            expected.append(CLOSING[bracket])
        elif not expected or expected.pop() != bracket:
            return f"{position}\n"
    return "tidy\n" if not expected else f"{len(brackets) + 1}\n"


def random_tidy(rng: random.Random, length: int, opening_chance: float) -> str:
    """A tidy string of even `length`; the higher the chance, the deeper the nesting."""
    pieces, expected = [], []
    for left in range(length, 0, -1):
        must_close = len(expected) == left
        if not must_close and (not expected or rng.random() < opening_chance):
            bracket = rng.choice("([{")
            expected.append(CLOSING[bracket])
            pieces.append(bracket)
        else:
            pieces.append(expected.pop())
    return "".join(pieces)


def tests():
    rng = random.Random("tidy-brackets")
    yield "one-pair", "{}\n"
    yield "single-open", "[\n"
    yield "single-close", ")\n"
    yield "crossed", "{[}]\n"
    yield "close-too-many", "()[]())\n"
    yield "row", "()[]{}" * 10 + "\n"
    yield "tidy-short", random_tidy(rng, 60, 0.5) + "\n"
    short = random_tidy(rng, 500, 0.6)
    yield "wrong-kind", short[:400] + ("]" if short[400] in "({)}" else "}") + short[401:] + "\n"
    yield "tidy-long", random_tidy(rng, LONGEST, 0.5) + "\n"
    yield "deep", "(" * (LONGEST // 2) + ")" * (LONGEST // 2) + "\n"
    yield "deep-mixed", random_tidy(rng, LONGEST, 0.9) + "\n"
    yield "all-open", "{" * LONGEST + "\n"
    yield "last-one-wrong", "[" * (LONGEST // 2) + "]" * (LONGEST // 2 - 1) + "}\n"


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
