"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

NUMBER = r"(?:0|-?[1-9][0-9]{0,4})"
lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
assert re.fullmatch(f"{NUMBER} {NUMBER} {NUMBER}", lines[0]), "bad first line"
n, *boat = map(int, lines[0].split())
assert 2 <= n <= 10_000 and len(lines) == n + 1, "wrong number of points"
assert all(re.fullmatch(f"{NUMBER} {NUMBER}", line) for line in lines[1:]), "bad point"
assert all(abs(int(word)) <= 10_000 for line in lines[1:] for word in line.split()), "a point is out of range"
assert all(abs(number) <= 10_000 for number in boat), "the boat is out of range"
sys.exit(42)
