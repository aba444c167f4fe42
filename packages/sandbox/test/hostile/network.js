/*
 * Attack: calls the judge's own services and listens for others.
 * Incident: CVE-2024-29021
 * Expect: exited 0
 * Violations: socket
 * Arguments: {port} {abstract}
 * Stdout: safe
 */
const net = require('node:net');
const http = require('node:http');
const dgram = require('node:dgram');
const [port, abstract] = process.argv.slice(2);
let left = 0;
const watch = (thing, name, event) => {
  left++;
  thing.on(event, () => console.log('BREACH:', name));
  thing.on('error', () => --left || console.log('safe'));
};
watch(net.connect(Number(port), '127.0.0.1'), 'loopback', 'connect');
watch(net.connect({ path: `\0${abstract}` }), 'abstract', 'connect');
watch(http.get('http://169.254.169.254/latest/meta-data/'), 'metadata', 'response');
watch(net.createServer().listen(8080), 'a server', 'listening');
try {
  watch(dgram.createSocket('udp4').bind(5353), 'datagrams', 'listening');
} catch {}
