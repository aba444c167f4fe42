/** `npm start`: prepares what is stale, then hands over to `letscode start` in this same process. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, ROOT } from './setup/prepare.mjs';

process.stdout.write("Let'sCode\n");
await prepare();
process.argv.splice(1, process.argv.length - 1, 'letscode', 'start', ...process.argv.slice(2));
await import(pathToFileURL(join(ROOT, 'apps/cli/bin/letscode.mjs')).href);
