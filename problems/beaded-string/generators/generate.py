#!/usr/bin/env python3
"""Secret tests of "Beaded String": whole and cut repetitions, near misses, and strings that punish comparing anew."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

LONGEST = 100_000


def solve(text: str) -> str:
    """By the Z function: the shortest pattern is the first place whose match reaches the end."""
    beads = text.strip()
    n = len(beads)
    z, left, right = [0] * n, 0, 0
    for i in range(1, n):
        if i < right:
            z[i] = min(right - i, z[i - left])
        while i + z[i] < n and beads[z[i]] == beads[i + z[i]]:
            z[i] += 1
        if i + z[i] > right:
            left, right = i, i + z[i]
        if i + z[i] == n:
            return f"{i}\n"
    return f"{n}\n"


def repeated(pattern: str, length: int) -> str:
    return (pattern * (length // len(pattern) + 1))[:length] + "\n"


def random_beads(rng: random.Random, letters: str, length: int) -> str:
    return "".join(rng.choice(letters) for _ in range(length))


def fibonacci_string(length: int) -> str:
    """abaababa…: every prefix has long partial matches."""
    shorter, longer = "a", "ab"
    while len(longer) < length:
        shorter, longer = longer, longer + shorter
    return longer[:length] + "\n"


def tests():
    rng = random.Random("beaded-string")
    yield "one-bead", "q\n"
    yield "two-equal", "zz\n"
    yield "whole-repetitions", "abcabcabc\n"
    yield "last-bead-only", "abcda\n"
    yield "not-really", "aabaaab\n"
    yield "one-letter", "m" * 50 + "\n"
    yield "cut", repeated("abacab", 100)
    yield "random-two-letters", random_beads(rng, "ab", 200) + "\n"
    yield "long-one-letter", "k" * LONGEST + "\n"
    yield "long-pattern", repeated(random_beads(rng, "abcdefghijklmnopqrstuvwxyz", 33_334), LONGEST)
    yield "fibonacci", fibonacci_string(LONGEST)
    yield "odd-one-at-the-end", "a" * (LONGEST - 1) + "b\n"
    yield "odd-one-in-the-middle", "a" * (LONGEST // 2) + "b" + "a" * (LONGEST // 2 - 1) + "\n"


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
