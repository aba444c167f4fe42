"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
NUMBER = r"(0|[1-9][0-9]{0,9})"
head = re.fullmatch(f"{NUMBER} {NUMBER}", lines[0])
assert head, "bad first line"
n, m = map(int, head.groups())
assert 2 <= n <= 10_000 and m <= 30_000 and len(lines) == 1 + m, "bad sizes"
for line in lines[1:]:
    ferry = re.fullmatch(f"{NUMBER} {NUMBER} {NUMBER}", line)
    assert ferry, f"bad line: {line[:60]}"
    a, b, c = map(int, ferry.groups())
    assert 1 <= a <= n and 1 <= b <= n and a != b and c <= 10**9, f"out of range: {line}"
sys.exit(42)
