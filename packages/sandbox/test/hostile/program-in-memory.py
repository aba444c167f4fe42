# Attack: starts a program that lies in memory only, under no name; it stays under the same filter.
# Incident: strange-executables dify-27
# Profile: default
# Expect: exited 0
# Stdout: Seccomp:	2
import os
fd = os.memfd_create('program', 0)
with open('/usr/bin/grep', 'rb') as f:
    os.write(fd, f.read())
os.execve(fd, ['grep', '-h', '^Seccomp:', '/proc/self/status'], {})
