"""One line: one integer from -2*10^9 to 2*10^9, without leading zeros. Exit 42: valid."""
import re
import sys

text = sys.stdin.read()
assert re.fullmatch(r"(0|-?[1-9][0-9]{0,9})\n", text), "not one integer on one line"
assert abs(int(text)) <= 2 * 10**9, "the number is out of range"
sys.exit(42)
