"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
assert re.fullmatch(r"[1-9][0-9]{0,4}", lines[0]) and int(lines[0]) <= 20_000, "bad number of teams"
assert len(lines) == int(lines[0]) + 1, "wrong number of lines"
NUMBER = r"(?:0|[1-9][0-9]{0,4})"
names = set()
for line in lines[1:]:
    assert re.fullmatch(f"[a-z]{{1,8}} {NUMBER} {NUMBER}", line), f"bad line: {line[:60]}"
    name, points, seconds = line.split()
    assert int(points) <= 10_000 and int(seconds) <= 10_000, f"out of range: {line}"
    assert name not in names, f"twice: {name}"
    names.add(name)
sys.exit(42)
