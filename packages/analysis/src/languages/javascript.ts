/** JavaScript and TypeScript: Node's ways, and the seed's `function main(input)`. */
import { childNamed, nameText, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/syntax-tree.js';
import {
  childrenNamed,
  type FunctionHead,
  type Imported,
  type ImportedName,
  type LanguageProfile,
  unquoted,
} from './language-profile.js';

const NODE_MODULES = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain ' +
    'events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl ' +
    'stream string_decoder sys test timers tls tty url util v8 vm wasi worker_threads zlib'
  ).split(' '),
);
/** What the browser's Node shim offers. */
const SHIMMED = new Set('assert buffer events fs os perf_hooks process readline timers util'.split(' '));

const rootOf = (name: string): string => name.split('/')[0] ?? name;

const nodes: LanguageProfile['nodes'] = {
  loops: { ForStatement: 'for', WhileStatement: 'while', DoStatement: 'do' },
  functions: [
    'FunctionDeclaration',
    'FunctionExpression',
    'ArrowFunction',
    'MethodDeclaration',
    // Of an object literal, when it is a method.
    'Property',
  ],
  calls: { CallExpression: 'ArgList', NewExpression: 'ArgList' },
  members: ['MemberExpression'],
  identifiers: ['VariableName'],
  imports: ['ImportDeclaration'],
  strings: ['String', 'TemplateString', 'RegExp'],
  comments: ['LineComment', 'BlockComment'],
};

function headOf(tree: SyntaxTree, node: SyntaxNode): FunctionHead {
  const params = childrenNamed(childNamed(node, 'ParamList'), 'VariableDefinition', 'ObjectPattern', 'ArrayPattern');
  const head: FunctionHead = { paramCount: params.length };
  if (params[0]) head.firstParam = nameText(tree, params[0]) ?? '';
  const own = node.name === 'ArrowFunction' ? undefined : childNamed(node, ...DEFINITIONS);
  const named = own ?? targetOf(node);
  const name = nameText(tree, named)?.replace(/^.*\./s, '');
  if (name !== undefined) head.name = name;
  return head;
}

const DEFINITIONS = ['VariableDefinition', 'PropertyDefinition', 'PrivatePropertyDefinition'];

/** In `const a = 1, f = () => 2` the arrow function's name is `f`, in `o.f = () => 2` too. */
function targetOf(node: SyntaxNode): SyntaxNode | undefined {
  const equals = node.previous;
  if (equals?.name !== 'Equals' && equals?.name !== ':') return undefined;
  if (node.parent?.name === 'AssignmentExpression') return node.parent.children[0];
  let target = equals.previous;
  if (target?.name === 'TypeAnnotation') target = target.previous;
  return target && DEFINITIONS.includes(target.name) ? target : undefined;
}

function importsOf(tree: SyntaxTree): Imported[] {
  const found: Imported[] = [];
  for (const node of tree.nodes) {
    if (node.name === 'ImportDeclaration') found.push(...importDeclaration(tree, node));
    if (node.name === 'CallExpression' || node.name === 'DynamicImport') {
      const isRequire = node.name === 'DynamicImport' || textOf(tree, node.children[0] ?? node) === 'require';
      const argument = childNamed(childNamed(node, 'ArgList') ?? node, 'String', 'TemplateString');
      if (!isRequire || !argument) continue;
      found.push(...boundTo(tree, node, moduleName(tree, argument)));
    }
  }
  return found;
}

function moduleName(tree: SyntaxTree, literal: SyntaxNode): string {
  return unquoted(textOf(tree, literal)).replace(/^node:/, '');
}

function importDeclaration(tree: SyntaxTree, node: SyntaxNode): Imported[] {
  const literal = childNamed(node, 'String');
  if (!literal) return [];
  if (node.children[1]?.name === 'type') return [];
  const library = moduleName(tree, literal);
  const found: Imported[] = childrenNamed(node, 'VariableDefinition').map((local) => ({
    library,
    node,
    local: textOf(tree, local),
    path: library,
  }));
  const group = childNamed(node, 'ImportGroup');
  for (const [index, local] of (group?.children ?? []).entries()) {
    if (local.name !== 'VariableDefinition') continue;
    const before = group?.children[index - 1];
    const original = before?.name === 'as' ? group?.children[index - 2] : local;
    found.push({ library, node, local: textOf(tree, local), path: `${library}.${textOf(tree, original ?? local)}` });
  }
  return found.length > 0 ? found : [{ library, node, path: library }];
}

/** The names that `const fs = require('fs')` or `const { readFileSync: read } = require('fs')` binds. */
function boundTo(tree: SyntaxTree, call: SyntaxNode, library: string): Imported[] {
  let value: SyntaxNode = call;
  if (value.parent?.name === 'AwaitExpression' || value.parent?.name === 'UnaryExpression') value = value.parent;
  const holder = value.parent;
  const target = value.previous?.previous;
  if (holder?.name !== 'VariableDeclaration' || !target) return [{ library, node: call, path: library }];
  if (target.name === 'VariableDefinition')
    return [{ library, node: call, local: textOf(tree, target), path: library }];
  const names = childrenNamed(target, 'PatternProperty').flatMap((property) => {
    const local = childrenNamed(property, 'VariableDefinition').at(-1);
    const original = childNamed(property, 'PropertyName') ?? local;
    if (!local || !original) return [];
    return [{ library, node: call, local: textOf(tree, local), path: `${library}.${textOf(tree, original)}` }];
  });
  return names.length > 0 ? names : [{ library, node: call, path: library }];
}

function aliasesOf(tree: SyntaxTree): ImportedName[] {
  const found: ImportedName[] = [];
  for (const node of tree.nodes) {
    if (node.name !== 'VariableDeclaration') continue;
    for (const [index, value] of node.children.entries()) {
      const local = node.children[index - 2];
      if (node.children[index - 1]?.name !== 'Equals' || local?.name !== 'VariableDefinition') continue;
      if (!['MemberExpression', 'VariableName'].includes(value.name) || value.to - value.from > 100) continue;
      found.push({ local: textOf(tree, local), path: textOf(tree, value) });
    }
  }
  return found;
}

function definedNames(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  for (const node of tree.nodes) {
    if (node.name !== 'VariableDefinition' || node.parent?.name === 'ImportDeclaration') continue;
    names.add(textOf(tree, node));
  }
  return names;
}

export const javascript: LanguageProfile = {
  id: 'javascript',
  loadParser: async () => (await import('@lezer/javascript')).parser,
  nodes,
  iterators: 'map forEach filter reduce reduceRight some every find findIndex findLast flatMap from replace',
  mayOmitArguments: true,
  headOf,
  importsOf,
  aliasesOf,
  definedNames,
  isStandardLibrary: (name) => NODE_MODULES.has(rootOf(name)),
  isInBrowser: (name) => SHIMMED.has(rootOf(name)),
  neutralPrefixes: ['globalThis.', 'window.', 'self.', 'global.', 'module.'],
  names: {
    file: 'fs.* fs/promises.* indexedDB localStorage sessionStorage caches Deno.readTextFile Deno.writeTextFile Bun.file process.chdir',
    network:
      'fetch XMLHttpRequest WebSocket EventSource RTCPeerConnection navigator.sendBeacon importScripts net.* http.* ' +
      'https.* http2.* dgram.* dns.* tls.*',
    process: 'child_process.* cluster.* process.kill process.abort process.setuid inspector.*',
    native: 'process.dlopen process.binding WebAssembly.* wasi.*',
    eval: 'eval Function vm.* .constructor module.createRequire',
    thread: 'worker_threads.* Worker SharedWorker Atomics.*',
    linear: '.indexOf .lastIndexOf .includes .splice .concat .reverse .fill .shift',
    sort: '.sort .toSorted',
    'input:process.stdin': 'process.stdin process.stdin.* process.openStdin',
    'input:readline': 'readline.createInterface readline/promises.createInterface',
    'input:prompt()': 'prompt',
  },
  differences: [
    { pattern: /\bprocess\.memoryUsage\b|\bv8\./, sentence: 'asks the engine for its memory' },
    { pattern: /\b__dirname\b|\b__filename\b/, sentence: 'asks for the folder that it lies in' },
  ],
};

export const typescript: LanguageProfile = {
  ...javascript,
  id: 'typescript',
  loadParser: async () => (await import('@lezer/javascript')).parser.configure({ dialect: 'ts' }),
};
