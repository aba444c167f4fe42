# Only takes the last digit of a number.
counts, factors, times = [0], [], 1
for character in input().strip():
    if character.isdigit():
        times = int(character)
    elif character == "(":
        factors.append(times)
        counts.append(0)
        times = 1
    elif character == ")":
        notes = counts.pop() * factors.pop()
        counts[-1] += notes
    else:
        counts[-1] += 1
print(counts[0])
