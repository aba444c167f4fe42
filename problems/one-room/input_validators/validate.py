"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
assert re.fullmatch(r"[1-9][0-9]{0,4}", lines[0]) and int(lines[0]) <= 20_000, "bad number of requests"
assert len(lines) == int(lines[0]) + 1, "wrong number of lines"
NUMBER = r"(?:0|[1-9][0-9]{0,9})"
for line in lines[1:]:
    assert re.fullmatch(f"{NUMBER} {NUMBER}", line), f"bad line: {line[:60]}"
    begin, end = map(int, line.split())
    assert begin < end <= 10**9, f"out of range: {line}"
sys.exit(42)
