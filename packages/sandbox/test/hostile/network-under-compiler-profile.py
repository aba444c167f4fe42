# Attack: the same from within a compile step, where the profile is wider: what is left is an empty network.
# Incident: CVE-2024-29021 DMOJ-318
# Phase: compile
# Profile: java
# Expect: exited 0
# Arguments: {port} {abstract}
# Stdout: safe
import os, socket, sys
port, abstract = int(sys.argv[1]), sys.argv[2]
for family, place in ((socket.AF_INET, ('127.0.0.1', port)), (socket.AF_UNIX, '\0' + abstract)):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as s:
            s.connect(place)
            print('BREACH:', place)
    except OSError:
        pass
try:
    first, second = socket.socketpair()
    socket.send_fds(first, [b'x'], [0])
    print('BREACH: sent a descriptor')
except OSError:
    pass
print('safe')
