# Expects a number before every group: int("") is a ValueError.
counts, factors, number = [0], [], ""
for character in input().strip():
    if character.isdigit():
        number += character
    elif character == "(":
        factors.append(int(number))
        counts.append(0)
        number = ""
    elif character == ")":
        notes = counts.pop() * factors.pop()
        counts[-1] += notes
    else:
        counts[-1] += 1
print(counts[0])
