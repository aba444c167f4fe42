# Attack: bytes that a terminal, a log or a web page would obey.
# Incident: piston-301
# Expect: exited 0
import os
os.write(1, b'\x1b]0;owned\x07\x1b[2J\x1b[6n\x00\xff\xfe</script><img src=x onerror=alert(1)>\r\n\x1bc')
os.write(2, bytes(range(256)))
