# What an output validator has to survive: bytes that are no text, huge numbers, and far too many words.
import sys

sys.stdout.buffer.write(b"\xff\xfe\x00 -1 +2 0x3 1e3 NaN " + b"9" * 5000 + b" ")
sys.stdout.buffer.write(b"1 " * 100_000)
