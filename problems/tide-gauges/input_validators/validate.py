"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

NUMBER = r"(?:0|-?[1-9][0-9]{0,6})"
lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
assert re.fullmatch(f"{NUMBER} {NUMBER}", lines[0]), "bad first line"
n, q = map(int, lines[0].split())
assert 1 <= n <= 20_000 and 1 <= q <= 20_000 and len(lines) == q + 2, "bad sizes"
assert re.fullmatch(f"{NUMBER}(?: {NUMBER})*", lines[1]), "bad readings"
readings = list(map(int, lines[1].split()))
assert len(readings) == n and all(abs(reading) <= 10**6 for reading in readings), "bad readings"
for line in lines[2:]:
    assert re.fullmatch(f"(?:set|min) {NUMBER} {NUMBER}", line), f"bad message: {line[:60]}"
    kind, first, second = line.split()
    if kind == "set":
        assert 1 <= int(first) <= n and abs(int(second)) <= 10**6, f"out of range: {line}"
    else:
        assert 1 <= int(first) <= int(second) <= n, f"out of range: {line}"
assert any(line.startswith("min") for line in lines[2:]), "no captain asks"
sys.exit(42)
