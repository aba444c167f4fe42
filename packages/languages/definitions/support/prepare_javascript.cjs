/**
 * The compile step of JavaScript and TypeScript; runs inside the sandbox.
 *
 *     prepare_javascript.cjs OUT SOURCE [ESBUILD]
 *
 * With ESBUILD the types of SOURCE are stripped first, and what it imports of its folder is put into one file with it.
 * Without, the other files of that folder come along as they are, and have to be free of syntax errors too. Then the
 * program is parsed, not run: as CommonJS, and where that fails as an ES module (import,
 * export, top-level await). Written to OUT:
 *     main.js         the program, with an epilogue when `main` is left to us (detect_main.cjs)
 *     package.json    says whether main.js is a module
 *     call_main.cjs, global_require.cjs   what the epilogue loads
 * The epilogue comes last so that line numbers stay true; imports in it are
 * hoisted by the language.
 *
 * A fault in the program is printed as `main.js:LINE:COLUMN: error: ...`; exit 1.
 */
'use strict';

const { spawnSync } = require('node:child_process');
const {
  closeSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, dirname, join } = require('node:path');
const vm = require('node:vm');
const { leavesMainToUs, skeletonOf } = require('./detect_main.cjs');

const CALL_FROM_COMMONJS = "\n;require('./call_main.cjs')(main);\n";
const CALL_FROM_MODULE = "\n;import letscodeCallMain from './call_main.cjs';letscodeCallMain(main);\n";
const GLOBAL_REQUIRE = "globalThis.require = require('node:module').createRequire(__filename);\n";

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

/** esbuild's `X [ERROR] message` blocks as `main.ts:3:5: error: message` with the line and a mark. */
function reportOfEsbuild(text, name) {
  const block = /\[(ERROR|WARNING)\] (.*)\n\n\s+(?:\S*\/)?[^\s:/]+:(\d+):(\d+):\n\s+\d+ │ (.*)\n/g;
  const reports = [...text.matchAll(block)].map(([, kind, message, line, column, source]) => {
    const mark = ' '.repeat(Number(column));
    return `${name}:${line}:${Number(column) + 1}: ${kind.toLowerCase()}: ${message}\n${source}\n${mark}^`;
  });
  return reports.length > 0 ? reports.join('\n') : text;
}

function withTemporaryFolder(action) {
  const folder = mkdtempSync(join(tmpdir(), 'prepare-'));
  try {
    return action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Both streams go into a file: pipes of spawnSync would need sockets, which the sandbox refuses. */
function runInto(messages, program, args) {
  const file = openSync(messages, 'w');
  const done = spawnSync(program, args, { stdio: ['ignore', file, file] });
  closeSync(file);
  if (done.error) throw done.error;
  return done.status;
}

function othersBeside(source) {
  return readdirSync(dirname(source)).filter((name) => name !== basename(source));
}

function stripTypes(esbuild, source) {
  const options = ['--target=node20', '--charset=utf8', '--color=false', '--log-level=warning', '--log-limit=20'];
  if (othersBeside(source).length > 0)
    options.push('--bundle', '--platform=node', '--format=cjs', '--tree-shaking=false');
  const raw = '--tsconfig-raw={"compilerOptions":{"experimentalDecorators":true}}';
  const { code, failure } = withTemporaryFolder((folder) => {
    const [stripped, messages] = [join(folder, 'stripped.js'), join(folder, 'messages')];
    const status = runInto(messages, esbuild, [source, ...options, raw, `--outfile=${stripped}`]);
    return status === 0 ? { code: readFileSync(stripped, 'utf8') } : { failure: readFileSync(messages, 'utf8') };
  });
  return failure === undefined ? code : fail(reportOfEsbuild(failure, basename(source)));
}

/** `shown` begins as V8 shows a syntax error: the place, the line and a mark. */
function reportOfSyntaxError(error, name, shown) {
  const [place, line = '', mark = ''] = shown.split('\n');
  const lineNumber = /:(\d+)$/.exec(place)?.[1] ?? '1';
  // At the end of the text there is nothing to mark: blanks as far as the line.
  const column = mark.includes('^') ? mark.indexOf('^') + 1 : Math.max(1, mark.length);
  return `${name}:${lineNumber}:${column}: error: ${error.name}: ${error.message}\n${line}\n${mark}`;
}

/** The place of a module's syntax error is shown by Node.js itself only, on its standard error. */
function placeInModule(code) {
  return withTemporaryFolder((folder) => {
    const [module, messages] = [join(folder, 'main.mjs'), join(folder, 'messages')];
    writeFileSync(module, code);
    runInto(messages, process.execPath, ['--no-warnings', '--check', module]);
    return readFileSync(messages, 'utf8');
  });
}

function syntaxErrorOf(parse) {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** 'commonjs' or 'module'; ends the process for a program that is neither. */
function kindOf(code, name) {
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const asCommonJs = syntaxErrorOf(() => vm.compileFunction(code, parameters, { filename: name }));
  if (!asCommonJs) return 'commonjs';
  const asModule = syntaxErrorOf(() => new vm.SourceTextModule(code, { identifier: name }));
  if (!asModule) return 'module';
  const meantAsModule = /^\s*(?:import\b(?!\s*\()|export\b)/m.test(skeletonOf(code).text);
  if (meantAsModule) return fail(reportOfSyntaxError(asModule, name, placeInModule(code)));
  return fail(reportOfSyntaxError(asCommonJs, name, String(asCommonJs.stack)));
}

/** Without what Node.js leaves out itself: a byte order mark and the line that names the interpreter. */
function parsable(code) {
  return code.replace(/^\uFEFF/, '').replace(/^#!/, '//');
}

function main() {
  const [out, source, esbuild] = process.argv.slice(2);
  const name = basename(source);
  for (const other of esbuild ? [] : othersBeside(source)) {
    const path = join(dirname(source), other);
    if (/\.[cm]?js$/.test(other)) kindOf(parsable(readFileSync(path, 'utf8')), other);
    cpSync(path, join(out, other), { recursive: true });
  }
  const code = parsable(esbuild ? stripTypes(esbuild, source) : readFileSync(source, 'utf8'));
  const kind = kindOf(code, name);
  let epilogue = '';
  if (leavesMainToUs(code)) {
    epilogue += kind === 'module' ? CALL_FROM_MODULE : CALL_FROM_COMMONJS;
    copyFileSync(join(__dirname, 'call_main.cjs'), join(out, 'call_main.cjs'));
  }
  if (kind === 'module' && /(?<![\w$.])require\s*\(/.test(skeletonOf(code).text)) {
    epilogue += "\n;import './global_require.cjs';\n";
    writeFileSync(join(out, 'global_require.cjs'), GLOBAL_REQUIRE);
  }
  writeFileSync(join(out, 'main.js'), code + epilogue);
  writeFileSync(join(out, 'package.json'), JSON.stringify({ type: kind }));
}

main();
