CLOSING = {"(": ")", "[": "]", "{": "}"}


def pencil(brackets):
    expected = []
    for position, bracket in enumerate(brackets, 1):
        if bracket in CLOSING:
            expected.append(CLOSING[bracket])
        elif not expected or expected.pop() != bracket:
            return position
    return len(brackets) + 1 if expected else "tidy"


print(pencil(input().strip()))
