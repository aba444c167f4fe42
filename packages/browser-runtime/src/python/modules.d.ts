/** The interpreter's script: puts `_createPyodideModule` into the global scope. */
declare module 'pyodide/pyodide.asm.js';

/** Python sources are bundled as text. */
declare module '*.py' {
  const source: string;
  export default source;
}
