"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

NUMBER = r"(?:0|[1-9][0-9]{0,4})"
lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
assert all(re.fullmatch(f"{NUMBER} {NUMBER}", line) for line in lines), "not two integers on every line"
n, m = map(int, lines[0].split())
assert 1 <= n <= 10_000 and m <= 30_000 and len(lines) == m + 1, "bad sizes"
for line in lines[1:]:
    a, b = map(int, line.split())
    assert 1 <= a <= n and 1 <= b <= n and a != b, f"out of range: {line}"
sys.exit(42)
