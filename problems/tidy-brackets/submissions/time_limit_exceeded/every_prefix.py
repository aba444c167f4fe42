# Reads every prefix again from its start: quadratic.
CLOSING = {"(": ")", "[": "]", "{": "}"}


def can_become_tidy(brackets, length):
    expected = []
    for i in range(length):
        bracket = brackets[i]
        if bracket in CLOSING:
            expected.append(CLOSING[bracket])
        elif not expected or expected.pop() != bracket:
            return False, expected
    return True, expected


brackets = input().strip()
answer = None
for length in range(1, len(brackets) + 1):
    hopeful, expected = can_become_tidy(brackets, length)
    if not hopeful:
        answer = length
        break
if answer is None:
    answer = len(brackets) + 1 if expected else "tidy"
print(answer)
