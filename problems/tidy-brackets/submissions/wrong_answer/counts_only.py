# Counts each kind on its own, so crossed pairs look tidy.
brackets = input().strip()
open_count = {"(": 0, "[": 0, "{": 0}
OPENING = {")": "(", "]": "[", "}": "{"}
answer = None
for position, bracket in enumerate(brackets, 1):
    if bracket in open_count:
        open_count[bracket] += 1
    else:
        open_count[OPENING[bracket]] -= 1
        if open_count[OPENING[bracket]] < 0:
            answer = position
            break
if answer is None:
    answer = "tidy" if not any(open_count.values()) else len(brackets) + 1
print(answer)
