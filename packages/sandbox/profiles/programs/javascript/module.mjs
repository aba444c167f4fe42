// A module: import statements, top-level await.
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
await wait(1);
const { basename } = await import('node:path');
await readFile('/dev/stdin');
console.log(basename('/x/ok'));
