#!/usr/bin/env python3
"""Secret tests of "Lantern Maze": tiny greens, open ones, random hedges, and a long serpentine."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

LARGEST = 400


def solve(text: str) -> str:
    rows = text.split("\n")[1:-1]
    cells = {(y, x): cell for y, row in enumerate(rows) for x, cell in enumerate(row)}
    start = next(place for place, cell in cells.items() if cell == "S")
    steps, frontier, seen = 0, [start], {start}
    while frontier:
        if any(cells[place] == "T" for place in frontier):
            return f"{steps}\n"
        following = []
        for y, x in frontier:
            for place in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if place not in seen and cells.get(place, "#") != "#":
                    seen.add(place)
                    following.append(place)
        steps, frontier = steps + 1, following
    return "no way\n"


def case(rows: list[str]) -> str:
    return f"{len(rows)} {len(rows[0])}\n" + "\n".join(rows) + "\n"


def random_green(rng: random.Random, h: int, w: int, hedge_chance: float) -> list[list[str]]:
    return [["#" if rng.random() < hedge_chance else "." for _ in range(w)] for _ in range(h)]


def with_ends(green: list[list[str]], start: tuple[int, int], tent: tuple[int, int]) -> str:
    green[start[0]][start[1]] = "S"
    green[tent[0]][tent[1]] = "T"
    return case(["".join(row) for row in green])


def serpentine(size: int) -> str:
    """One corridor that sweeps left and right; the tent is at the top, the start at the far end."""
    green = [["."] * size for _ in range(size)]
    for y in range(1, size, 2):
        gap = size - 1 if y % 4 == 1 else 0
        green[y] = ["." if x == gap else "#" for x in range(size)]
    last = size - 1 if size % 2 else size - 2
    green = green[: last + 1]
    end = size - 1 if (last // 2) % 2 == 0 else 0
    return with_ends(green, (last, end), (0, 0))


def tests():
    rng = random.Random("lantern-maze")
    yield "neighbours", "1 2\nST\n"
    yield "column", "5 1\nT\n.\n.\n.\nS\n"
    yield "hedge-between", "1 3\nS#T\n"
    yield "two-ways-round", case(["S....", ".###.", ".###.", "...#T", "....."])
    yield "open", with_ends(random_green(rng, 12, 17, 0), (11, 3), (0, 16))
    yield "small-random", with_ends(random_green(rng, 20, 20, 0.3), (0, 0), (19, 19))
    yield "walled-in", case(["T" + "." * 18 + "#S"] + ["." * 19 + "##"] + ["." * 21] * 15)
    yield "wide", with_ends(random_green(rng, 3, LARGEST, 0.1), (1, 0), (1, LARGEST - 1))
    yield "tall", with_ends(random_green(rng, LARGEST, 4, 0.1), (LARGEST - 1, 2), (0, 0))
    yield "small-serpentine", serpentine(29)
    yield "large-open", with_ends(random_green(rng, LARGEST, LARGEST, 0), (LARGEST - 1, LARGEST - 1), (0, 0))
    yield "large-random", with_ends(random_green(rng, LARGEST, LARGEST, 0.3), (0, LARGEST - 1), (LARGEST - 1, 0))
    yield "large-serpentine", serpentine(LARGEST)


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
