#!/usr/bin/env python3
"""Secret tests of "Little Snow Plough": turns, each fence, slabs driven over twice, and a whole yard in lanes."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data/secret"

MOST_COMMANDS = 100_000


def solve(text: str) -> str:
    """Places and directions are complex numbers: the real part is the column, the imaginary part the row."""
    h, w, commands = text.split()
    place, direction = 0j, 1 + 0j
    clear = {place}
    for command in commands:
        if command == "F":
            ahead = place + direction
            if 0 <= ahead.real < int(w) and 0 <= ahead.imag < int(h):
                place = ahead
                clear.add(place)
        else:
            direction *= 1j if command == "R" else -1j
    return f"{len(clear)} {int(place.imag) + 1} {int(place.real) + 1}\n"


def lanes(size: int) -> str:
    """Up and down the rows of a square yard until all of it is clear or the commands are used up."""
    lane = "F" * (size - 1)
    commands = (lane + "RFR" + lane + "LFL") * (size // 2 + 1)
    return f"{size} {size}\n{commands[:MOST_COMMANDS]}\n"


def random_commands(rng: random.Random, count: int, forward: int) -> str:
    """`forward`: how many times likelier F is than each turn."""
    return "".join(rng.choice("F" * forward + "LR") for _ in range(count))


def tests():
    rng = random.Random("snow-plough")
    yield "one-turn", "4 4\nR\n"
    yield "straight", "1 9\nFFF\n"
    yield "left-turns", "5 5\nRFFLFLFLFLFF\n"
    yield "each-fence", "3 4\nLFRFFFFFRFFFFFRFFFFFRFFFFFRF\n"
    yield "back-and-forth", "2 8\nFFFFRRFFLLFFFLLFF\n"
    yield "small-random", f"6 7\n{random_commands(rng, 60, 3)}\n"
    yield "column", f"300 1\nR{random_commands(rng, 500, 6)}\n"
    yield "wide-random", f"20 500\n{random_commands(rng, 5000, 12)}\n"
    yield "small-lanes", lanes(20)
    yield "random", f"500 500\n{random_commands(rng, MOST_COMMANDS, 20)}\n"
    yield "lanes", lanes(310)
    yield "spinning", f"500 500\n{'F' * 600 + 'R' * 99_399}F\n"


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
