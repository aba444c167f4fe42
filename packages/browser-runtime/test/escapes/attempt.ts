/**
 * Programs that try to get out, to leave something behind, or to be judged right without being right. Each
 * is the body of an async function; OUTSIDE stands for the address of a server that must not hear a thing.
 * What they reach first, they look for in every place that ever held it: globals, prototypes, functions made of text.
 */
export interface Attempt {
  name: string;
  code: string;
  /** An ordinary worker would let it through: the control run says so. */
  worksInAWorker?: true;
}

/** The global itself, however it is called, and whatever its prototypes still hold. */
const FIND = `
  const roots = [globalThis, Function('return this')(), (0, eval)('this')];
  const find = (name) => {
    for (const root of roots)
      for (let at = root; at; at = Object.getPrototypeOf(at)) {
        const field = Object.getOwnPropertyDescriptor(at, name);
        if (!field) continue;
        try { const value = field.value ?? field.get?.call(globalThis); if (value) return value; } catch {}
      }
    throw new Error(name + ' is not here');
  };
`;

export const works = (name: string, code: string): Attempt => ({ name, code: FIND + code, worksInAWorker: true });
export const tries = (name: string, code: string): Attempt => ({ name, code: FIND + code });
