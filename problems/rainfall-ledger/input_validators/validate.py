"""The format and the bounds of the statement, single spaces, no blank lines. Exit 42: valid."""
import re
import sys

INTEGER = re.compile(r"0|[1-9][0-9]{0,9}")


def integers(line: str, count: int, low: int, high: int) -> list[int]:
    words = line.split(" ")
    assert len(words) == count and all(INTEGER.fullmatch(word) for word in words), f"bad line: {line[:60]}"
    numbers = [int(word) for word in words]
    assert all(low <= number <= high for number in numbers), f"out of range: {line[:60]}"
    return numbers


lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
n, q = integers(lines[0], 2, 1, 40_000)
integers(lines[1], n, 0, 10**9)
assert len(lines) == 2 + q, "wrong number of lines"
for line in lines[2:]:
    a, b = integers(line, 2, 1, n)
    assert a <= b, "a call ends before it begins"
sys.exit(42)
