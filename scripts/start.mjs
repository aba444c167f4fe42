/** `npm start`: prepares what is stale, then hands over to `letscode start` in this same process. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, ROOT } from './setup/prepare.mjs';

process.stdout.write("Let'sCode\n");
stopWithNpm();
await prepare();
process.argv.splice(1, process.argv.length - 1, 'letscode', 'start', ...process.argv.slice(2));
await import(pathToFileURL(join(ROOT, 'apps/cli/bin/letscode.mjs')).href);

/**
 * npm passes SIGTERM to the shell between it and us, which dies of it and tells nobody. A parent that is gone is
 * therefore a request to stop, but only where npm started us: a bare `node scripts/start.mjs &` may be left alone.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
