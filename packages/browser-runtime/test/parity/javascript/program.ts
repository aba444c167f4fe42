/** A program of the comparison between the tiers. */
export interface ScriptProgram {
  /** Its input style, and what it shows. */
  name: string;
  code: string;
  input?: string;
  /** Why the browser leaves it to the server; undefined: it judges it itself. */
  leftToServer?: RegExp;
  /** TypeScript where it is not JavaScript. */
  isTyped?: true;
}

export function program(name: string, code: string, input = ''): ScriptProgram {
  return { name, code, input };
}

export function typed(name: string, code: string, input = ''): ScriptProgram {
  return { name, code, input, isTyped: true };
}

export function left(name: string, leftToServer: RegExp, code: string, input = ''): ScriptProgram {
  return { name, code, input, leftToServer };
}
