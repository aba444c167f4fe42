/** Puts Node's globals into place, and answers `require` for the modules that are here. */
import * as bufferModule from 'buffer';
import { EventEmitter } from 'events';
import * as inspecting from 'node-inspect-extracted';
import { createAssert } from './assert.js';
import { createConsole } from './console.js';
import { fileModules, refusingOthers } from './files.js';
import { createProcess } from './process-object.js';
import type { Program } from './program.js';
import { readlineModules } from './readline.js';
import { InputBytes } from './stdin.js';
import { timerFunctions, timerPromises } from './timers.js';
import { untellableIn } from './untellable.js';

export type Require = (name: string) => unknown;

let nodeRequire: Require | undefined;

export function installNode(program: Program): void {
  const input = new InputBytes(program);
  const nodeProcess = createProcess(program, input);
  const timers = timerFunctions(program.loop);
  const performanceNow = { now: performanceNowOf(), timeOrigin: Date.now(), mark: () => {}, measure: () => {} };
  const scope = globalThis as unknown as Record<string, unknown>;
  const globals: Record<string, unknown> = {
    process: nodeProcess,
    Buffer: bufferModule.Buffer,
    console: createConsole(program),
    performance: performanceNow,
    // One that the formatter sees through, as Node's does.
    Proxy: inspecting.Proxy,
    ...timers,
  };
  for (const [name, value] of Object.entries({ ...globals, global: globalThis })) {
    Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: false });
  }
  Object.defineProperty(scope, Symbol.toStringTag, { value: 'global', configurable: true });
  const modules = modulesOf(program, input, { nodeProcess, timers, performanceNow });
  nodeRequire = (name) => {
    const short = String(name).replace(/^node:/, '');
    return Object.hasOwn(modules, short) ? modules[short] : program.refuse(`module ${short}`);
  };
}

export function requireOf(): Require {
  if (!nodeRequire) throw new Error('Node has not been put into place');
  return nodeRequire;
}

const nativeNow = performance.now.bind(performance);

function performanceNowOf(): () => number {
  return () => nativeNow();
}

interface Shared {
  nodeProcess: object;
  timers: object;
  performanceNow: object;
}

function modulesOf(program: Program, input: InputBytes, shared: Shared): Record<string, unknown> {
  const { readline, promises } = readlineModules(program);
  const fs = fileModules(program, input);
  const os = { EOL: '\n', platform: () => 'linux', type: () => 'Linux', endianness: () => 'LE', arch: () => 'x64' };
  const assert = createAssert(program);
  const eventsModule = Object.assign(EventEmitter, { EventEmitter, once: onceOf(program) });
  return {
    fs,
    'fs/promises': fs.promises,
    readline,
    'readline/promises': promises,
    os: refusingOthers(os, 'os', program),
    process: shared.nodeProcess,
    buffer: refusingOthers({ Buffer: bufferModule.Buffer, constants: { MAX_LENGTH: 2 ** 32 } }, 'buffer', program),
    events: eventsModule,
    util: refusingOthers(utilModule(program), 'util', program),
    assert,
    'assert/strict': assert,
    console: (globalThis as unknown as Record<string, unknown>).console,
    timers: shared.timers,
    'timers/promises': refusingOthers(timerPromises(program.loop), 'timers/promises', program),
    perf_hooks: refusingOthers({ performance: shared.performanceNow }, 'perf_hooks', program),
    url: refusingOthers({ URL, URLSearchParams }, 'url', program),
  };
}

type Callback = (...values: unknown[]) => void;

function onceOf(program: Program) {
  return (emitter: EventEmitter, name: string) =>
    typeof emitter?.once === 'function'
      ? new Promise((resolve, reject) => {
          const fail: Callback = (error) => reject(error);
          emitter.once(name, (...values: unknown[]) => {
            emitter.removeListener('error', fail);
            resolve(values);
          });
          if (name !== 'error') emitter.once('error', fail);
        })
      : program.refuse('events.once of an event target');
}

function utilModule(program: Program): object {
  /** Refuses to format what only Node.js itself can. */
  const tellable = <T extends (...values: never[]) => string>(action: T): T =>
    Object.assign((...values: Parameters<T>) => {
      for (const value of values) {
        const what = untellableIn(value);
        if (what) program.refuse(what);
      }
      return action(...values);
    }, action) as unknown as T;
  const inspect = tellable(inspecting.inspect);
  const format = tellable(inspecting.format);
  const formatWithOptions = tellable(inspecting.formatWithOptions);
  const promisify = (action: (...values: unknown[]) => void) => {
    if ((action as unknown) === (globalThis as unknown as Record<string, unknown>).setTimeout)
      return timerPromises(program.loop).setTimeout;
    return function (this: unknown, ...values: unknown[]) {
      return new Promise((resolve, reject) => {
        action.call(this, ...values, (error: unknown, value: unknown) => (error ? reject(error) : resolve(value)));
      });
    };
  };
  const inherits = (child: { prototype: object; super_?: unknown }, parent: { prototype: object }) => {
    child.super_ = parent;
    Object.setPrototypeOf(child.prototype, parent.prototype);
  };
  const deprecate = <T>(action: T): T => action;
  return {
    inspect,
    format,
    formatWithOptions,
    promisify,
    inherits,
    deprecate,
    isArray: Array.isArray,
    TextEncoder,
    TextDecoder,
  };
}
