#!/usr/bin/env python3
"""Secret tests of "Morning Routine": chains, free tasks, circles of every size. An answer is the smallest order."""
import heapq
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

MOST = 10_000
Rule = tuple[int, int]


def solve(text: str) -> str:
    """Of the tasks that wait for nothing, the one with the least number goes first."""
    n, _, *numbers = map(int, text.split())
    followers = [[] for _ in range(n + 1)]
    waits_for = [0] * (n + 1)
    for a, b in zip(numbers[::2], numbers[1::2]):
        followers[a].append(b)
        waits_for[b] += 1
    ready = [task for task in range(1, n + 1) if waits_for[task] == 0]
    order = []
    while ready:
        task = heapq.heappop(ready)
        order.append(task)
        for follower in followers[task]:
            waits_for[follower] -= 1
            if waits_for[follower] == 0:
                heapq.heappush(ready, follower)
    return " ".join(map(str, order)) + "\n" if len(order) == n else "impossible\n"


def case(n: int, rules: list[Rule]) -> str:
    return f"{n} {len(rules)}\n" + "".join(f"{a} {b}\n" for a, b in rules)


def random_rules(rng: random.Random, n: int, m: int) -> list[Rule]:
    """Rules that a hidden random order keeps."""
    order = rng.sample(range(1, n + 1), n)
    rules = []
    for _ in range(m):
        i, j = sorted(rng.sample(range(n), 2))
        rules.append((order[i], order[j]))
    return rules


def tests():
    rng = random.Random("morning-routine")
    yield "one-task", case(1, [])
    yield "no-rules", case(5, [])
    yield "forwards", case(5, [(i, i + 1) for i in range(1, 5)])
    yield "backwards", case(6, [(i + 1, i) for i in range(1, 6)])
    yield "rule-twice", case(3, [(2, 1), (2, 1), (3, 2), (2, 1)])
    yield "two-against-each-other", case(4, [(1, 2), (3, 4), (4, 3)])
    yield "many-before-one", case(9, [(i, 1) for i in range(2, 10)])
    yield "indegree-misleads", case(6, [(6, 1), (1, 2), (6, 5), (3, 5), (4, 5), (5, 1)])
    for number in range(1, 4):
        yield f"small-{number}", case(30, random_rules(rng, 30, 60))
    rules = random_rules(rng, 200, 500)
    yield "hidden-circle", case(200, rules + [(rules[0][1], rules[0][0])])
    yield "large-random", case(MOST, random_rules(rng, MOST, 30_000))
    yield "large-backwards", case(MOST, [(i + 1, i) for i in range(1, MOST)] + [(MOST, i) for i in range(1, MOST)])
    yield "large-circle", case(MOST, [(i, i % MOST + 1) for i in range(1, MOST + 1)])


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
