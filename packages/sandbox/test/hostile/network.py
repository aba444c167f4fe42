# Attack: calls the judge's own services, the machine's neighbours, the cloud's metadata, local and abstract sockets.
# Incident: CVE-2024-29021
# Expect: exited 0
# Violations: socket
# Arguments: {port} {abstract}
# Stdout: safe
import socket, sys
port, abstract = int(sys.argv[1]), sys.argv[2]
places = [('127.0.0.1', port), ('127.0.0.1', 5432), ('127.0.0.1', 6379), ('127.0.0.1', 3000), ('169.254.169.254', 80), ('10.0.0.1', 80), ('0.0.0.0', port)]
names = ['\0' + abstract, '/var/run/docker.sock', '/run/postgresql/.s.PGSQL.5432', '/run/dbus/system_bus_socket', '/tmp/.s.PGSQL.5432', '/run/systemd/private']

def call(family, place):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as s:
            s.settimeout(0.2)
            s.connect(place)
            print('BREACH:', place, s.recv(100))
    except OSError:
        pass

for place in places:
    call(socket.AF_INET, place)
    call(socket.AF_INET6, ('::ffff:' + place[0], place[1]))
for name in names:
    call(socket.AF_UNIX, name)
try:
    print('BREACH:', socket.getaddrinfo('example.org', 80))
except OSError:
    pass
print('safe')
