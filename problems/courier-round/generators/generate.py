#!/usr/bin/env python3
"""Secret tests of "Courier's Round": few stops, places where the nearest stop misleads, and thirteen stops."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

MOST = 13
REACH = 10**6
Place = tuple[int, int]


def solve(text: str) -> str:
    """least[visited][last]: the shortest ride from the depot over the set `visited`, ending at `last`."""
    numbers = list(map(int, text.split()))
    depot, *stops = zip(numbers[1::2], numbers[2::2])
    n = len(stops)
    least = [{} for _ in range(1 << n)]
    for i, stop in enumerate(stops):
        least[1 << i][i] = ride(depot, stop)
    for visited in range(1, 1 << n):
        for last, minutes in least[visited].items():
            for i, stop in enumerate(stops):
                if not visited >> i & 1:
                    known = least[visited | 1 << i]
                    known[i] = min(known.get(i, 10**9), minutes + ride(stops[last], stop))
    return f"{min(minutes + ride(stops[last], depot) for last, minutes in least[-1].items())}\n"


def ride(a: Place, b: Place) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def case(places: list[Place]) -> str:
    """`places`: the depot, then the addresses."""
    return f"{len(places) - 1}\n" + "".join(f"{x} {y}\n" for x, y in places)


def random_places(rng: random.Random, count: int, reach: int) -> list[Place]:
    return [(rng.randint(-reach, reach), rng.randint(-reach, reach)) for _ in range(count)]


def tests():
    rng = random.Random("courier-round")
    yield "one-address", case([(0, 0), (-3, 4)])
    yield "two-addresses", case([(1, 1), (5, -2), (-7, 0)])
    yield "all-in-one-place", case([(9, -9)] * 6)
    yield "both-sides", case([(0, 0), (1, 0), (-2, 0), (4, 0), (-8, 0), (16, 0)])
    yield "square", case([(0, 0), (0, 10), (10, 10), (10, 0)])
    yield "small-1", case(random_places(rng, 6, 20))
    yield "small-2", case(random_places(rng, 7, 20))
    yield "nearest-misleads", case([(0, 0), (3, 1), (4, -2), (-1, 2), (-4, -1), (7, 3), (-6, 3), (8, -5)])
    yield "far-apart", case([(-REACH, -REACH), (REACH, REACH), (-REACH, REACH), (REACH, -REACH)])
    yield "twelve", case(random_places(rng, MOST, 1000))
    yield "thirteen-on-a-line", case([(step * step * (-1) ** step, 0) for step in range(MOST + 1)])
    yield "thirteen-near", case(random_places(rng, MOST + 1, 9))
    for number in range(1, 4):
        yield f"thirteen-{number}", case(random_places(rng, MOST + 1, REACH))


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
