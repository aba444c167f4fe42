/** An uncaught error as standard error shows it: without the engine's own frames. */
import { inspect } from 'node-inspect-extracted';

export function describeError(error: unknown): string {
  if (error instanceof Error) {
    const lines = String(error.stack ?? `${error.name}: ${error.message}`).split('\n');
    return lines
      .filter((line) => !/^\s+at .*blob:/.test(line) || line.includes('<anonymous>'))
      .map((line) =>
        line.replace(/eval at .*<anonymous>:(\d+):(\d+)/, (_whole, number, column) => placeOf(number, column)),
      )
      .join('\n');
  }
  try {
    return inspect(error);
  } catch {
    return 'a value that cannot be shown';
  }
}

/** A function made of text begins two lines above its body. */
function placeOf(line: string, column: string): string {
  return `main.js:${Number(line) - 2}:${column}`;
}
