# Attack: looks in /proc for what a fork has of the interpreter it was copied from: environment, descriptors, memory, rights
# Expect: exited 0
# Stdout: nothing
# Violations: none
import os
import re


def read(name):
    with open('/proc/self/' + name, 'rb') as file:
        return file.read().decode(errors='replace')


def breach(what, value):
    print('BREACH', what, value)


status = dict(line.split(':\t', 1) for line in read('status').splitlines() if ':\t' in line)
for name in 'CapInh CapPrm CapEff CapBnd CapAmb'.split():
    if int(status[name], 16):
        breach(name, status[name])
for name, wanted in {'Seccomp': '2', 'NoNewPrivs': '1', 'TracerPid': '0', 'Threads': '1', 'PPid': '1'}.items():
    if status[name] != wanted:
        breach(name, status[name])
if set(status['Uid'].split() + status['Gid'].split()) != {'1000'} or status['Groups'].strip():
    breach('ids', status['Uid'] + status['Gid'] + status['Groups'])
if os.getppid() != 1:
    breach('parent', os.getppid())

own = str(os.getpid())
if [name for name in os.listdir('/proc') if name.isdigit() and name != own]:
    breach('processes', os.listdir('/proc'))
for name in os.listdir('/proc/self/fd'):
    try:
        target = os.readlink('/proc/self/fd/' + name)
    except OSError:
        continue  # of the listing itself
    if int(name) > 2 and target != '/proc/%s/fd' % own:
        breach('descriptor', name + ' ' + target)
if re.search('LD_PRELOAD|LETSCODE|BASH', read('environ')) or set(os.environ) - {'PATH', 'LANG', 'LC_CTYPE'}:
    breach('environment', read('environ'))
if not read('cmdline').startswith('/usr/bin/python3\0/box/'):
    breach('arguments', read('cmdline'))
for line in read('maps').splitlines():
    if line.split()[1] in ('rw-s', '-w-s', 'rwxs') or 'memfd' in line:
        breach('shared memory', line)
group, session = read('stat').rpartition(')')[2].split()[2:4]
if (group, session) != (own, own):
    breach('group and session', group + ' ' + session)
for line in read('mountinfo').splitlines():
    place, options = line.split()[4:6]
    if 'rw' in options.split(',') and place not in ('/work', '/tmp', '/dev/shm') and not place.startswith('/dev/'):
        breach('writable', line)
print('nothing')
