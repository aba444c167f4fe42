#!/usr/bin/env python3
"""Secret tests of "Half Fare": places where the voucher changes the way, then long and large networks."""
import heapq
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

Ferry = tuple[int, int, int]


def solve(text: str) -> str:
    """Cheapest ways from both ends; then every line in both directions is tried as the one at half fare."""
    numbers = list(map(int, text.split()))
    n = numbers[0]
    ferries = list(zip(numbers[2::3], numbers[3::3], numbers[4::3]))
    lines = [[] for _ in range(n + 1)]
    for a, b, c in ferries:
        lines[a].append((b, c))
        lines[b].append((a, c))
    from_start, from_end = distances(lines, 1), distances(lines, n)
    best = from_start[n]
    for a, b, c in ferries:
        best = min(best, from_start[a] + c // 2 + from_end[b], from_start[b] + c // 2 + from_end[a])
    return "impossible\n" if best == float("inf") else f"{best}\n"


def distances(lines: list[list[tuple[int, int]]], start: int) -> list[float]:
    least = [float("inf")] * len(lines)
    least[start] = 0
    heap = [(0, start)]
    while heap:
        cost, place = heapq.heappop(heap)
        if cost == least[place]:
            for following, fare in lines[place]:
                if cost + fare < least[following]:
                    least[following] = cost + fare
                    heapq.heappush(heap, (cost + fare, following))
    return least


def case(n: int, ferries: list[Ferry]) -> str:
    return f"{n} {len(ferries)}\n" + "".join(f"{a} {b} {c}\n" for a, b, c in ferries)


def random_network(rng: random.Random, n: int, m: int, dearest: int, reach: int) -> str:
    """Connected: a chain with `m - n + 1` further lines between harbours at most `reach` apart."""
    ferries = [(i, i + 1, rng.randint(0, dearest)) for i in range(1, n)]
    while len(ferries) < m:
        a = rng.randint(1, n)
        b = rng.randint(max(1, a - reach), min(n, a + reach))
        if a != b:
            ferries.append((a, b, rng.randint(0, dearest)))
    rng.shuffle(ferries)
    return case(n, ferries)


def tests():
    rng = random.Random("half-fare")
    yield "one-line", case(2, [(2, 1, 7)])
    yield "no-lines", case(2, [])
    yield "free", case(3, [(1, 2, 0), (2, 3, 0)])
    yield "two-lines-side-by-side", case(2, [(1, 2, 9), (1, 2, 8), (2, 1, 10)])
    yield "voucher-changes-the-way", case(5, [(1, 2, 3), (2, 3, 3), (3, 5, 3), (1, 4, 1), (4, 5, 14)])
    yield "end-cut-off", case(6, [(1, 2, 1), (2, 3, 1), (3, 4, 1), (4, 5, 1), (5, 1, 1)])
    for number in range(1, 5):
        yield f"small-{number}", random_network(rng, 12, 26, 30, 5)
    yield "long-chain", case(10_000, [(i, i + 1, 10**9 - i) for i in range(1, 10_000)])
    yield "random", random_network(rng, 3000, 9000, 10**6, 3000)
    yield "large-near", random_network(rng, 10_000, 30_000, 10**9, 30)


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
