/**
 * The engine of JavaScript and TypeScript: a worker that becomes as much of Node.js as programs that read
 * standard input and print need. What it lacks ends the run as `unsupported`, never as a failure.
 */
import { serveOneJob } from '../worker/private-port.js';
import { trackAllocations } from './allocations.js';
import { EventLoop } from './event-loop.js';
import { installNode } from './node-globals.js';
import { Program } from './program.js';
import { runSource } from './run-source.js';
import { removeBrowser } from './scrub.js';

const loop = new EventLoop();
const program = new Program(loop);

// The event is the only thing of the browser that a running program still causes.
globalThis.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  program.fail(event.reason, true);
});

serveOneJob(
  (port) => {
    program.connect(port);
    removeBrowser(program.refuse);
    trackAllocations(program);
    installNode(program);
  },
  (_port, job) => runSource(program, job),
);
