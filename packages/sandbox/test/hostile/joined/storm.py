# Attack: a message for every byte, back and forth and then as fast as it goes: the traffic is kept, and its order told
# Expect: exited 0
import os
import sys

turns, many = 300, 20000
if sys.argv[1] == 'first':
    for turn in range(turns):
        os.write(1, b'a')
        if os.read(0, 1) != b'b':
            sys.exit(3)
    for turn in range(many):
        os.write(1, b'c')
    os.close(1)
    sys.exit(0 if os.read(0, 1) == b'' else 4)
for turn in range(turns):
    if os.read(0, 1) != b'a':
        sys.exit(5)
    os.write(1, b'b')
got = 0
while piece := os.read(0, 65536):
    got += len(piece)
sys.exit(0 if got == many else 6)
