"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

match = re.fullmatch(r"([1-9][0-9]{0,2}) ([1-9][0-9]{0,2})\n[FLR]{1,100000}\n", sys.stdin.read())
assert match, "bad format"
assert all(int(size) <= 500 for size in match.groups()), "the yard is too large"
sys.exit(42)
