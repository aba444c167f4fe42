"""One line: 1 to 10^5 lower-case letters. Exit 42: valid."""
import re
import sys

assert re.fullmatch(r"[a-z]{1,100000}\n", sys.stdin.read()), "not one line of 1 to 100000 lower-case letters"
sys.exit(42)
