# -*- coding: zlib_codec -*-
# Attack: a source in an encoding that is really a program to unpack.
# Incident: template-bombs
# Expect: exited 1
x = 1
