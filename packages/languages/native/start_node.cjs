/**
 * Node.js, started ahead: preloaded by `--require`, with the program's own command line. Node.js has started by then and
 * has not yet looked for the main file. Here it loads what most programs use, waits until the run has come, removes its
 * traces and returns: Node.js goes on to the main file, and no frame of ours is below it.
 *
 * The wait is in start.so beside this file (packages/languages/native/start.h).
 */
'use strict';

// A worker thread is given the same options, and has nothing to wait for.
if (require('node:worker_threads').isMainThread) {
  const { join } = require('node:path');
  for (const name of ['fs', 'net', 'tty', 'stream', 'readline', 'util', 'events', 'string_decoder', 'os']) {
    require(`node:${name}`);
  }

  /** Both count from the start of the process, but programs that watch their time mean the start of the run. */
  const countFromNow = () => {
    const sinceStart = performance.now();
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

  const forget = () => {
    const { execArgv } = process;
    const at = execArgv.findIndex((word, index) => word === '--require' && execArgv[index + 1] === __filename);
    if (at >= 0) execArgv.splice(at, 2);
    const { Module } = module.constructor;
    delete Module._cache[__filename];
    for (const key of Object.keys(Module._pathCache)) {
      if (Module._pathCache[key] === __filename) delete Module._pathCache[key];
    }
  };

  const library = { exports: {} };
  forget();
  process.dlopen(library, join(__dirname, 'start.so'));
  countFromNow();
}
