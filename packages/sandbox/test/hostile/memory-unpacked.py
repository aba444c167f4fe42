# Attack: a few kilobytes that unpack to more than there is.
# Incident: judge0-298 resource-bombs
# Limits: memoryBytes=67108864
# Expect: memory-limit
import zlib
packer = zlib.compressobj(9)
packed = b''.join(packer.compress(bytes(1 << 20)) for i in range(100)) + packer.flush()
zlib.decompress(packed)
