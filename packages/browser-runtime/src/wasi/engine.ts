/**
 * The engine of C, C++ and Rust: a worker that runs the one module that the server compiled of the program. All that
 * the module can reach is what preview1.ts gives it.
 */
import { serveOneJob } from '../worker/private-port.js';
import { runModule } from './run-module.js';

serveOneJob(
  () => {},
  (port, job) => {
    const { end, buffer } = runModule(job, () => port.tell({ kind: 'began' }));
    port.tell({ kind: 'ended', end }, [buffer]);
  },
);
