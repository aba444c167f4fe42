/**
 * Node.js, started ahead: preloaded by `--require`, with the program's own command line. Node.js has started by then and
 * has not yet looked for the main file. Here it loads what most programs use, waits until the run has come, removes its
 * traces and returns: Node.js goes on to the main file, and no frame of ours is below it.
 *
 * In a template the process is copied while start.so is loaded, and each copy goes on from there.
 *
 * The wait is in start.so beside this file (packages/languages/native/start.h).
 */
'use strict';

const { join } = require('node:path');

const forget = () => {
  const { execArgv } = process;
  const at = execArgv.findIndex((word, index) => word === '--require' && execArgv[index + 1] === __filename);
  if (at >= 0) execArgv.splice(at, 2);
  const { Module } = module.constructor;
  const isOurs = (path) => path.startsWith(`${__dirname}/`);
  for (const key of Object.keys(Module._cache)) if (isOurs(key)) delete Module._cache[key];
  for (const key of Object.keys(Module._pathCache)) if (isOurs(Module._pathCache[key])) delete Module._pathCache[key];
};

let sinceStart = 0;

/** Both count from the start of the process, but programs that watch their time mean the start of the run. */
const countFromRun = () => {
  const { now } = performance;
  const { uptime } = process;
  const origin = performance.timeOrigin;
  const prototype = Object.getPrototypeOf(performance);
  const replace = (object, name, change) =>
    Object.defineProperty(object, name, change(Object.getOwnPropertyDescriptor(object, name)));
  replace(prototype, 'now', (old) => ({
    ...old,
    value: {
      now() {
        return Reflect.apply(now, this, []) - sinceStart;
      },
    }.now,
  }));
  replace(prototype, 'timeOrigin', (old) => ({
    ...old,
    get: Object.getOwnPropertyDescriptor(
      {
        get timeOrigin() {
          return origin + sinceStart;
        },
      },
      'timeOrigin',
    ).get,
  }));
  replace(process, 'uptime', (old) => ({
    ...old,
    value: {
      uptime() {
        return uptime() - sinceStart / 1000;
      },
    }.uptime,
  }));
};

/** Loads the library, which returns when the run has come: in a template in copies only, with numbers of their own. */
const waitForRun = () => {
  const library = { exports: {} };
  process.dlopen(library, join(__dirname, 'start.so'));
  Object.defineProperty(process, 'pid', { value: library.exports });
  sinceStart = performance.now();
};

// A worker thread is given the same options, and has nothing to wait for.
if (require('node:worker_threads').isMainThread) {
  for (const name of ['fs', 'net', 'tty', 'stream', 'readline', 'util', 'events', 'string_decoder', 'os']) {
    require(`node:${name}`);
  }
  if (process.env.LD_PRELOAD) require('./start_node_habits.js');
  forget();
  countFromRun();
  waitForRun();
} else {
  forget();
}
