# Takes the last open bracket without looking whether there is one: IndexError.
CLOSING = {"(": ")", "[": "]", "{": "}"}
brackets = input().strip()
expected = []
answer = None
for position, bracket in enumerate(brackets, 1):
    if bracket in CLOSING:
        expected.append(CLOSING[bracket])
    elif expected.pop() != bracket:
        answer = position
        break
if answer is None:
    answer = len(brackets) + 1 if expected else "tidy"
print(answer)
