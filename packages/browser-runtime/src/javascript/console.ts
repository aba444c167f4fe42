/** Node's console: formatting by Node's own code, output to the program's two streams. */
import { format, inspect } from 'node-inspect-extracted';
import type { Program } from './program.js';
import { untellableIn } from './untellable.js';

/** What prints as itself, without the formatter. */
function plainText(values: readonly unknown[]): string | undefined {
  let line = '';
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    let text: string;
    if (typeof value === 'string') {
      if (at === 0 && values.length > 1 && value.includes('%')) return undefined;
      text = value;
    } else if (typeof value === 'number') text = Object.is(value, -0) ? '-0' : `${value}`;
    else if (value === undefined || value === null || typeof value === 'boolean') text = `${value}`;
    else if (typeof value === 'bigint') text = `${value}n`;
    else return undefined;
    line += at === 0 ? text : ` ${text}`;
  }
  return line;
}

export function createConsole(program: Program): object {
  let indent = '';
  const counts = new Map<string, number>();
  const lineOf = (values: unknown[]) => {
    let line = plainText(values);
    if (line === undefined) {
      for (const value of values) refuseUntellable(value);
      line = format(...values);
    }
    return `${indent === '' ? line : indent + line.replaceAll('\n', `\n${indent}`)}\n`;
  };
  const refuseUntellable = (value: unknown) => {
    const what = untellableIn(value);
    if (what) program.refuse(what);
  };
  const log = (...values: unknown[]) => program.write(lineOf(values));
  const error = (...values: unknown[]) => program.writeError(`${indent}${plainText(values) ?? format(...values)}\n`);
  const refuse = (name: string) => () => program.refuse(`console.${name}`);
  return {
    log,
    info: log,
    debug: log,
    error,
    warn: error,
    trace: error,
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) error('Assertion failed', ...values);
    },
    dir: (value: unknown, options?: object) => {
      refuseUntellable(value);
      program.write(`${indent}${inspect(value, { customInspect: false, ...options })}\n`);
    },
    group: (...values: unknown[]) => {
      if (values.length > 0) log(...values);
      indent += '  ';
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label = 'default') => {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      log(`${label}: ${count}`);
    },
    countReset: (label = 'default') => counts.delete(label),
    table: refuse('table'),
    time: refuse('time'),
    timeEnd: () => {},
    timeLog: refuse('timeLog'),
    clear: () => {},
  };
}
