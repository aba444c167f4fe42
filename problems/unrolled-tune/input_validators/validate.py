"""One line in the grammar of the statement, and its bounds. Exit 42: valid."""
import re
import sys

text = sys.stdin.read()
assert text.endswith("\n") and 1 <= len(text) - 1 <= 10_000, "not one line of 1 to 10000 characters"
tokens = re.findall(r"[a-g]|(?:[1-9][0-9]*)?\(|\)|.", text[:-1], re.DOTALL)
counts, factors = [0], []
for token in tokens:
    if re.fullmatch("[a-g]", token):
        counts[-1] += 1
    elif token.endswith("("):
        factors.append(int(token[:-1] or 1))
        counts.append(0)
        assert factors[-1] <= 10**6, f"number too large: {token}"
        assert len(factors) <= 50, "nested too deep"
    else:
        assert token == ")" and factors, f"unexpected: {token}"
        assert counts[-1] > 0, "empty group"
        notes = counts.pop() * factors.pop()
        counts[-1] += notes
assert not factors, "a group is never closed"
assert 1 <= counts[0] <= 10**15, "the tune is too long"
sys.exit(42)
