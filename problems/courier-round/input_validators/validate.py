"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
assert re.fullmatch(r"[1-9][0-9]?", lines[0]) and int(lines[0]) <= 13, "bad number of addresses"
assert len(lines) == int(lines[0]) + 2, "wrong number of lines"
NUMBER = r"(?:0|-?[1-9][0-9]{0,6})"
for line in lines[1:]:
    assert re.fullmatch(f"{NUMBER} {NUMBER}", line), f"bad line: {line[:60]}"
    assert all(abs(int(word)) <= 10**6 for word in line.split()), f"out of range: {line}"
sys.exit(42)
