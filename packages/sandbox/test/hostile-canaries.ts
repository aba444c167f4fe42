/**
 * Canaries: things of the host that lie open to everybody on it, so that nothing but the sandbox protects them. They must
 * stay untouched, and their secret unseen, while the hostile programs run, some of which are told where to look.
 *
 *   a file (content, owner, mode, times)      a process that notes every signal       a listening port on loopback
 *   an abstract unix socket                   a System V shared memory segment        a variable of the helper's parent
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

/** How the secret and the variable's name begin; programs put them together from parts, so as not to find themselves. */
const SECRET = ['CANARY', 'SECRET'].join('-');
const VARIABLE = 'LETSCODE_TEST_CANARY';
let count = 0;

export interface Canaries {
  secret: string;
  /** What the placeholders of a header stand for. */
  places: Record<string, string>;
  /** Fails when one of them was touched. */
  expectUntouched(): void;
  remove(): Promise<void>;
}

/** Blocks all signals, so that each one ever sent stays pending, and waits; it ends with its parent. */
const PROCESS_SOURCE = `#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>
int main(void) { sigset_t all; prctl(PR_SET_PDEATHSIG, SIGKILL); sigfillset(&all); sigprocmask(SIG_SETMASK, &all, 0); write(1, "!", 1); for (;;) pause(); }
`;

export async function setCanaries(): Promise<Canaries> {
  const name = `${process.pid}-${++count}`;
  const [secret, variable] = [`${SECRET}-${name}`, `${VARIABLE}_${count}`];
  const folder = mkdtempSync(join(tmpdir(), 'letscode-canary-'));
  execFileSync('chmod', ['755', folder]);
  const file = join(folder, 'answer.ans');
  writeFileSync(file, secret);
  execFileSync('chmod', ['666', file]);
  process.env[variable] = secret;
  const watched = await startProcess(folder);
  const abstractName = `letscode-canary-${name}`;
  const visits: string[] = [];
  const port = await listen(secret, visits, 'the port', { host: '127.0.0.1', port: 0 });
  const abstract = await listen(secret, visits, 'the abstract socket', { path: `\0${abstractName}` });
  const shm = /\d+/.exec(execFileSync('ipcmk', ['-M', '4096', '-p', '0666'], { encoding: 'utf8' }))?.[0] ?? '';
  const look = () => ({
    file: [readFileSync(file, 'utf8'), ...fileState(file)],
    process: processState(watched.pid),
    shm: readFileSync('/proc/sysvipc/shm', 'utf8')
      .split('\n')
      .filter((line) => line.trim().split(/\s+/)[1] === shm),
    visits: [...visits],
    variable: process.env[variable],
  });
  const before = look();
  expect(before.shm).toHaveLength(1);
  const address = port.address();
  const places = {
    file,
    folder,
    pid: String(watched.pid),
    port: String(address && typeof address === 'object' ? address.port : 0),
    abstract: abstractName,
    shm,
    namespaces: ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts']
      .map((kind) => readlinkSync(`/proc/self/ns/${kind}`))
      .join(),
  };
  return {
    secret,
    places,
    expectUntouched: () => expect(look()).toEqual(before),
    async remove() {
      watched.kill('SIGKILL');
      await Promise.all([port, abstract].map((server) => new Promise((done) => server.close(done))));
      execFileSync('ipcrm', ['-m', shm]);
      rmSync(folder, { recursive: true, force: true });
      delete process.env[variable];
    },
  };
}

function fileState(path: string): (number | bigint)[] {
  const { uid, gid, mode, nlink, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [uid, gid, mode, nlink, mtimeNs, ctimeNs];
}

async function startProcess(folder: string): Promise<ChildProcess> {
  const [source, program] = [join(folder, 'canary.c'), join(folder, 'canary')];
  writeFileSync(source, PROCESS_SOURCE);
  execFileSync('cc', ['-w', source, '-o', program]);
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((ready) => child.stdout.once('data', ready));
  return child;
}

/** State and pending signals: none as long as nobody sends one. */
function processState(pid: number | undefined): string[] {
  return readFileSync(`/proc/${pid}/status`, 'utf8')
    .split('\n')
    .filter((line) => /^(?:State|SigPnd|ShdPnd|TracerPid):/.test(line));
}

function listen(
  secret: string,
  visits: string[],
  name: string,
  where: { host: string; port: number } | { path: string },
): Promise<Server> {
  const server = createServer((socket) => {
    visits.push(name);
    socket.end(secret);
  });
  return new Promise((ready, failed) => {
    server.once('error', failed);
    server.listen(where, () => ready(server));
  });
}
