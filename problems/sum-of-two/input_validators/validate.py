"""One line: two integers from -10^18 to 10^18, without leading zeros, separated by one space. Exit 42: valid."""
import re
import sys

INTEGER = r"(0|-?[1-9][0-9]{0,18})"

match = re.fullmatch(f"{INTEGER} {INTEGER}\n", sys.stdin.read())
assert match, "not two integers on one line"
assert all(abs(int(number)) <= 10**18 for number in match.groups()), "a number is out of range"
sys.exit(42)
