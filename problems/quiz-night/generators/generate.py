#!/usr/bin/env python3
"""Secret tests of "Quiz Night": each rule of the table on its own, then many teams with many ties."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

Team = tuple[str, int, int]


def solve(text: str) -> str:
    """Three stable sorts, from the least important rule to the most important."""
    teams = [line.split() for line in text.split("\n")[1:-1]]
    teams.sort(key=lambda team: team[0])
    teams.sort(key=lambda team: int(team[2]))
    teams.sort(key=lambda team: int(team[1]), reverse=True)
    return "".join(f"{team[0]}\n" for team in teams)


def case(teams: list[Team]) -> str:
    return f"{len(teams)}\n" + "".join(f"{name} {points} {seconds}\n" for name, points, seconds in teams)


def names(rng: random.Random, count: int, letters: str, longest: int) -> list[str]:
    found = {}
    while len(found) < count:
        found["".join(rng.choice(letters) for _ in range(rng.randint(1, longest)))] = True
    return list(found)


def random_teams(rng: random.Random, count: int, most_points: int, most_seconds: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return case([(n, rng.randint(0, most_points), rng.randint(0, most_seconds)) for n in names(rng, count, letters, 8)])


def tests():
    rng = random.Random("quiz-night")
    yield "one-team", case([("solo", 0, 0)])
    yield "points-decide", case([("b", 9, 1), ("a", 10, 9), ("c", 100, 5)])
    yield "time-decides", case([("a", 7, 100), ("b", 7, 9), ("c", 7, 20)])
    yield "name-decides", case([("team", 3, 3), ("tent", 3, 3), ("tea", 3, 3), ("a", 3, 3)])
    yield "already-sorted", case([(chr(97 + i), 30 - i, i) for i in range(26)])
    yield "reversed", case([(chr(97 + i), i, 30 - i) for i in range(26)])
    yield "prefixes", case([(name, 5, 5) for name in names(rng, 60, "ab", 6)])
    yield "few-points", random_teams(rng, 300, 3, 3)
    yield "wide", random_teams(rng, 2000, 10_000, 10_000)
    yield "many-ties", random_teams(rng, 20_000, 20, 20)


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
