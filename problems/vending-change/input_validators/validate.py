"""The format and the bounds of the statement. Exit 42: valid."""
import re
import sys

NUMBER = r"(?:0|[1-9][0-9]{0,4})"
text = sys.stdin.read()
assert re.fullmatch(f"{NUMBER} {NUMBER}\n{NUMBER}(?: {NUMBER})*\n", text), "bad format"
k, x, *coins = map(int, text.split())
assert 1 <= k <= 20 and x <= 20_000 and len(coins) == k, "bad sizes"
assert all(1 <= coin <= 20_000 for coin in coins) and len(set(coins)) == k, "bad coins"
sys.exit(42)
