"""One line: 1 to 10^5 brackets. Exit 42: valid."""
import re
import sys

assert re.fullmatch(r"[()\[\]{}]{1,100000}\n", sys.stdin.read()), "not one line of 1 to 100000 brackets"
sys.exit(42)
