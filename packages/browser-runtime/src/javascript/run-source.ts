/**
 * From a source text to a running program, deciding as the server's compile step does
 * (languages/definitions/support/prepare_javascript.cjs): types go first; what parses as CommonJS is that, what
 * parses only as a module is one; a `main(input)` that nobody calls is called with all of the input.
 *
 * What does not parse is not started. Code that the types' removal here may treat otherwise than the server's is refused.
 */

import { transform } from 'sucrase';
import callMainSource from '../../../languages/definitions/support/call_main.cjs';
import detectMainSource from '../../../languages/definitions/support/detect_main.cjs';
import type { RunJob } from '../protocol.js';
import { requireOf } from './node-globals.js';
import type { Program } from './program.js';

interface Skeleton {
  text: string;
  uncommented: string;
}

interface DetectMain {
  leavesMainToUs(code: string): boolean;
  skeletonOf(code: string): Skeleton;
}

type Main = (...values: unknown[]) => unknown;
type MakeFunction = new (...parts: string[]) => Main;

// Taken before any program could put another in their place.
const MakeFunction = Function as unknown as MakeFunction;
const MakeAsyncFunction = (async () => {}).constructor as unknown as MakeFunction;

/** Names that the program's text sees: those of a CommonJS module, and two of ours. */
const OURS = ['__letscodeCaught', '__letscodeCall'];
const COMMONJS_NAMES = ['exports', 'require', 'module', '__filename', '__dirname', ...OURS];
/** What imports and exports become; the module's own text may call `require`, as on the server, and no more. */
const MODULE_NAMES = ['exports', 'require', ...OURS];
const COMMONJS_WORD = /(?<![\w$.])(?:exports|require(?!\s*\())(?![\w$])/;
const CALL_MAIN = '\n;__letscodeCall(main);\n';

const detectMain = loadSupport<DetectMain>(detectMainSource, (name) => {
  throw new Error(`${name} is not here`);
});

function loadSupport<T>(source: string, require: (name: string) => unknown): T {
  const module = { exports: {} as unknown };
  new MakeFunction('module', 'exports', 'require', source)(module, module.exports, require);
  return module.exports as T;
}

interface Prepared {
  main: Main;
  isModule: boolean;
}

export function runSource(program: Program, job: RunJob): void {
  let prepared: Prepared;
  try {
    prepared = prepare(program, job);
  } catch {
    // Refused: the end has been told already.
    return;
  }
  const require = requireOf();
  const callMain = loadSupport<Main>(callMainSource, require);
  const { main, isModule } = prepared;
  const module = { exports: {}, id: '.', filename: '/app/main.js', loaded: false, children: [], paths: [] };
  const ownRequire = Object.assign((name: string) => require(name), { main: module, cache: {} });
  const values = isModule
    ? [module.exports, ownRequire, program.noteCaught, callMain]
    : [module.exports, ownRequire, module, '/app/main.js', '/app', program.noteCaught, callMain];
  program.begin(job);
  if (!isModule) {
    program.loop.start(() => Reflect.apply(main, module.exports, values), false);
    return;
  }
  program.isMainPending = true;
  program.loop.start(() => {
    const done = Reflect.apply(main, undefined, values) as Promise<unknown>;
    done.then(
      () => {
        program.isMainPending = false;
      },
      (error: unknown) => {
        program.isMainPending = false;
        program.fail(error);
      },
    );
  }, true);
}

function prepare(program: Program, { code: given, language }: RunJob): Prepared {
  let code = given.replace(/^\uFEFF/, '').replace(/^#!/, '//');
  if (language === 'typescript') code = stripTypes(program, code);
  const skeleton = detectMain.skeletonOf(code);
  if (/\bimport\s*(?:\.\s*meta\b|\()/.test(skeleton.text)) program.refuse('import() or import.meta');
  const epilogue = detectMain.leavesMainToUs(code) ? CALL_MAIN : '';
  const watched = watchCatches(program, code, skeleton) + epilogue;
  const asCommonJs = compiled(MakeFunction, COMMONJS_NAMES, watched);
  if (typeof asCommonJs === 'function') return { main: asCommonJs, isModule: false };
  if (COMMONJS_WORD.test(skeleton.text)) program.refuse('a name of CommonJS in a module');
  const asModule = compiled(MakeAsyncFunction, MODULE_NAMES, withoutImports(program, watched));
  if (typeof asModule === 'function') return { main: asModule, isModule: true };
  return program.refuseSyntax(asCommonJs.message);
}

function compiled(Make: MakeFunction, names: string[], code: string): Main | Error {
  try {
    return new Make(...names, code);
  } catch (error) {
    return error as Error;
  }
}

/** Namespaces and decorators are left as they are by sucrase, and would be syntax errors. */
function stripTypes(program: Program, code: string): string {
  const { text } = detectMain.skeletonOf(code);
  if (/(?<![\w$.])(?:namespace|module)\s+[\w$.]+\s*\{/.test(text)) program.refuse('a namespace');
  if (/@[\w$(]/.test(text)) program.refuse('a decorator');
  // The server declares them before all other fields, which tells in the order of keys.
  if (/[(,]\s*(?:(?:public|private|protected|readonly|override)\s+)+[\w$]+\s*[?:,=)]/.test(text))
    program.refuse('a parameter property');
  try {
    return transform(code, { transforms: ['typescript'], disableESTransforms: true, keepUnusedImports: false }).code;
  } catch (error) {
    return program.refuseSyntax((error as Error).message);
  }
}

function withoutImports(program: Program, code: string): string {
  try {
    const options = { transforms: ['imports' as const], disableESTransforms: true, preserveDynamicImport: true };
    return `"use strict";${transform(code, options).code}`;
  } catch (error) {
    return program.refuseSyntax((error as Error).message);
  }
}

/** Lets each `catch` say what it caught: an overflow that a program swallows may not happen on the server. */
function watchCatches(program: Program, code: string, { text }: Skeleton): string {
  let result = '';
  let at = 0;
  for (const match of text.matchAll(/(?<![\w$.])catch\s*(?:\(\s*([\w$]+|[^\w\s$][^]*?)\s*\)\s*)?\{/g)) {
    const name = match[1];
    if (name !== undefined && !/^[\w$]+$/.test(name)) program.refuse('a pattern in catch');
    const end = match.index + match[0].length;
    result += code.slice(at, match.index);
    result +=
      name === undefined
        ? 'catch(__letscodeError){__letscodeCaught(__letscodeError);'
        : `${code.slice(match.index, end)}__letscodeCaught(${name});`;
    at = end;
  }
  return result + code.slice(at);
}
