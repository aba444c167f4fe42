# Attack: closes every descriptor under its own feet.
# Incident: held-pipes closed-stdout
# Expect: exited 0 | exited 120
# Stdout:
import os
os.closerange(0, 4096)
