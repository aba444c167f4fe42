"""One line: one integer from 1 to 10^12. Exit 42: valid."""
import re
import sys

text = sys.stdin.read()
assert re.fullmatch(r"[1-9][0-9]{0,12}\n", text) and int(text) <= 10**12, "not one integer from 1 to 10^12"
sys.exit(42)
