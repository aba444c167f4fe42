/** What the engine of Python is made of besides its script: the interpreter and its library, as the npm package has them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const read = (name) => readFile(require.resolve(`pyodide/${name}`));

/** The interpreter's script asks for modules of Node.js where there is a Node.js. */
export const buildOptions = {
  loader: { '.py': 'text' },
  external: ['fs', 'path', 'crypto', 'url', 'vm', 'ws', 'child_process', 'node-fetch', 'node:*'],
};

export default async () => ({
  'interpreter.wasm': await read('pyodide.asm.wasm'),
  'library.zip': await read('python_stdlib.zip'),
});
