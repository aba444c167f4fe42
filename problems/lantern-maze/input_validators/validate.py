"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "no newline at the end"
assert re.fullmatch(r"[1-9][0-9]{0,2} [1-9][0-9]{0,2}", lines[0]), "bad first line"
h, w = map(int, lines[0].split())
assert h <= 400 and w <= 400 and h * w >= 2, "the size is out of range"
rows = lines[1:]
assert len(rows) == h and all(len(row) == w and set(row) <= set("#.ST") for row in rows), "bad grid"
assert sum(row.count("S") for row in rows) == 1 and sum(row.count("T") for row in rows) == 1, "not one S and one T"
sys.exit(42)
