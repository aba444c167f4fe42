/**
 * Builds the images in which the Docker backend runs programs, and loads them into an engine.
 *
 *   node deploy/images/build.mjs [--socket /var/run/docker.sock] [--images images.json] [python cpp-compile …]
 *
 * Without names all of images.json whose toolchain is on this machine. No registry is asked: an image is made of this
 * machine's own files (root-folder.mjs) and imported as one layer, so its paths are those at which the worker beside it
 * finds the same toolchain. The engine is spoken to through its socket, no `docker` command is used.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeRoot } from './root-folder.mjs';

/** @returns what the engine answered, as text */
async function ask(socketPath, method, path, body) {
  const call = request({ socketPath, method, path, headers: body ? { 'content-type': 'application/x-tar' } : {} });
  const [, [response]] = await Promise.all([body ? pipeline(body, call) : call.end(), once(call, 'response')]);
  let text = '';
  for await (const chunk of response) text += chunk;
  if (response.statusCode >= 300 || text.includes('"error"')) throw new Error(`${method} ${path}: ${text.trim()}`);
  return text;
}

async function buildImage(socketPath, name, image) {
  const folder = mkdtempSync(join(tmpdir(), 'letscode-image-'));
  try {
    makeRoot(folder, image);
    const tar = spawn('tar', ['-C', folder, '--numeric-owner', '--owner=0', '--group=0', '-c', '.'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await ask(socketPath, 'POST', `/images/create?fromSrc=-&repo=letscode-${name}`, tar.stdout);
    for (const alias of image.aliases ?? [])
      await ask(socketPath, 'POST', `/images/letscode-${name}/tag?repo=letscode-${alias}`);
    const { Size } = JSON.parse(await ask(socketPath, 'GET', `/images/letscode-${name}/json`));
    return Math.round(Size / 1e6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  options: {
    socket: { type: 'string', default: '/var/run/docker.sock' },
    images: { type: 'string', default: fileURLToPath(new URL('images.json', import.meta.url)) },
  },
  allowPositionals: true,
});
const images = JSON.parse(readFileSync(values.images, 'utf8')).images;
for (const name of positionals.length > 0 ? positionals : Object.keys(images)) {
  const image = images[name];
  if (!image) throw new Error(`no image ${name} in ${values.images}; there are ${Object.keys(images).join(', ')}`);
  try {
    console.log(`letscode-${name}: ${await buildImage(values.socket, name, image)} MB`);
  } catch (error) {
    console.error(`letscode-${name}: ${error.message}`);
    if (positionals.length > 0) process.exitCode = 1;
  }
}
