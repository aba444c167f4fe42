# Attack: sixteen gigabytes in one piece, and catches the error if there is one.
# Incident: judge0-298
# Limits: memoryBytes=67108864
# Expect: memory-limit
while True:
    try:
        whole = b'x' * (1 << 34)
    except MemoryError:
        pieces = [b'x' * (1 << 20) for i in range(1000)]
