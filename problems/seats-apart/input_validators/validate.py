"""One line: one integer from 1 to 5000. Exit 42: valid."""
import re
import sys

text = sys.stdin.read()
assert re.fullmatch(r"[1-9][0-9]{0,3}\n", text) and int(text) <= 5000, "not one integer from 1 to 5000"
sys.exit(42)
