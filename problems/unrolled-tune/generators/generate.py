#!/usr/bin/env python3
"""Secret tests of "Unrolled Tune": numbers of several digits, groups without a number, deep and very long tunes."""
import re
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

MOST_NOTES = 10**15


def solve(text: str) -> str:
    """Rewrites the tune as an arithmetic expression and lets Python evaluate it."""
    expression = re.sub(r"(\d+)\(", r"+\1*(", text.strip())
    expression = re.sub(r"(?<!\*)\(", "+(", expression)
    expression = re.sub(r"[a-g]+", lambda notes: f"+{len(notes[0])}", expression)
    return f"{eval(expression)}\n"  # the validator has let only notes, numbers and brackets through


def notes(rng: random.Random, most: int) -> str:
    return "".join(rng.choice("abcdefg") for _ in range(rng.randint(1, most)))


def random_tune(rng: random.Random, depth: int, budget: int, width: int) -> tuple[str, int]:
    """A tune of at most about `budget` notes, with groups up to `depth` deep and `width` pieces beside each other."""
    pieces, total = [], 0
    for _ in range(rng.randint(1, width)):
        share = budget // width
        if depth == 0 or share < 20 or rng.random() < 0.3:
            piece = notes(rng, max(1, min(6, share)))
            pieces.append(piece)
            total += len(piece)
        else:
            factor = rng.choice([1, rng.randint(2, 9), rng.randint(10, 999)])
            factor = max(1, min(factor, share // 10))
            inner, count = random_tune(rng, depth - 1, share // factor, width)
            pieces.append(f"{factor if factor > 1 else ''}({inner})")
            total += factor * count
    return "".join(pieces), total


def long_random_tune(rng: random.Random, length: int) -> str:
    tune, total = "", 0
    while len(tune) < length:
        piece, count = random_tune(rng, 6, 10**9, 3)
        if len(tune) + len(piece) > 10_000 or total + count > MOST_NOTES:
            break
        tune, total = tune + piece, total + count
    return tune + "\n"


def tests():
    rng = random.Random("unrolled-tune")
    yield "one-note", "g\n"
    yield "no-groups", "abcdefgabc\n"
    yield "one-group", "5(ab)\n"
    yield "several-digits", "100(a)25(bc)7(d)\n"
    yield "group-without-number", "a(bc(de)f)2(g)\n"
    yield "beside-each-other", "2(ab)3(cd)4(efg)a\n"
    yield "nested", "2(a3(b4(c5(d)e)f)g)\n"
    yield "small-random", random_tune(rng, 4, 5000, 3)[0] + "\n"
    yield "wide", notes(rng, 1) * 9000 + "\n"
    yield "deep", "(" * 50 + "a" + ")" * 50 + "\n"
    yield "doubling", "2(a" * 48 + ")" * 48 + "\n"
    yield "beyond-int32", "100000(100000(abc))\n"
    yield "most-notes", "1000000(1000000(100(10(a))))\n"
    yield "long-random", long_random_tune(rng, 9000)


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
