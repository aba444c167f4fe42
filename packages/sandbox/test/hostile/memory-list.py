# Attack: a list that doubles.
# Incident: judge0-298
# Limits: memoryBytes=67108864
# Expect: memory-limit
numbers = [1]
while True:
    numbers += numbers
