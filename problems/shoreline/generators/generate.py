#!/usr/bin/env python3
"""Secret tests of "Shoreline": feet of perpendiculars inside and outside, pieces of length zero, long chains."""
from fractions import Fraction
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

REACH = 10_000
Point = tuple[int, int]


def solve(text: str) -> str:
    """Squared distances are exact fractions; only the last step rounds."""
    n, x, y, *numbers = map(int, text.split())
    shore = list(zip(numbers[::2], numbers[1::2]))
    nearest = min(squared_distance((x, y), a, b) for a, b in zip(shore, shore[1:]))
    return f"{(nearest.numerator / nearest.denominator) ** 0.5:.9f}\n"


def squared_distance(p: Point, a: Point, b: Point) -> Fraction:
    px, py, dx, dy = p[0] - a[0], p[1] - a[1], b[0] - a[0], b[1] - a[1]
    along, length = px * dx + py * dy, dx * dx + dy * dy
    if along <= 0:
        return Fraction(px * px + py * py)
    if along >= length:
        return Fraction((p[0] - b[0]) ** 2 + (p[1] - b[1]) ** 2)
    return Fraction((px * dy - py * dx) ** 2, length)


def case(boat: Point, shore: list[Point]) -> str:
    return f"{len(shore)} {boat[0]} {boat[1]}\n" + "".join(f"{x} {y}\n" for x, y in shore)


def random_shore(rng: random.Random, count: int, box: tuple[int, int, int, int]) -> list[Point]:
    """`box`: least x, least y, greatest x, greatest y."""
    return [(rng.randint(box[0], box[2]), rng.randint(box[1], box[3])) for _ in range(count)]


def wandering_shore(rng: random.Random, count: int) -> list[Point]:
    """A coast from left to right in small steps, all of it well above the middle."""
    return [(-REACH + 2 * i * REACH // count, 3000 + rng.randint(0, 2000)) for i in range(count)]


def tests():
    rng = random.Random("shoreline")
    yield "inside-slanted", case((3, 0), [(0, 0), (7, 5)])
    yield "on-the-shore", case((2, 2), [(0, 0), (5, 5)])
    yield "on-a-point", case((5, 5), [(0, 0), (5, 5), (9, 0)])
    yield "before-the-start", case((-7, 1), [(0, 0), (9, 2), (12, 8)])
    yield "on-the-line-but-beyond", case((12, 12), [(0, 0), (5, 5)])
    yield "corner", case((0, 0), [(6, 2), (2, 2), (2, 9)])
    for number in range(1, 4):
        yield f"small-{number}", case((rng.randint(-9, 9), 0), random_shore(rng, 6, (-20, 3, 20, 20)))
    yield "no-length", case((1, 2), [(4, 6), (4, 6)])
    yield "some-without-length", case((-3, 1), [(0, 9), (0, 9), (2, 5), (2, 5), (2, 5), (8, 0)])
    yield "far-corners", case((REACH, -REACH), [(-REACH, REACH), (-REACH, REACH - 1)])
    yield "very-near", case((3333, 3334), [(-REACH, -REACH), (REACH, REACH - 1)])
    yield "coast", case((12, -4000), wandering_shore(rng, 9000))
    yield "crossing", case((0, -500), random_shore(rng, 10_000, (-REACH, 0, REACH, REACH)))


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
