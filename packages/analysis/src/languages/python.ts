/** Python 3, as CPython on the server and Pyodide in the browser run it. */
import { childNamed, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/syntax-tree.js';
import {
  childrenNamed,
  type FunctionHead,
  type Imported,
  type ImportedName,
  type LanguageProfile,
} from './language-profile.js';

/** Of the standard library, and in Pyodide without a download of its own. */
const STANDARD = new Set(
  (
    '__future__ abc argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar cmath codecs ' +
    'collections colorsys configparser contextlib copy copyreg csv dataclasses datetime decimal difflib dis doctest ' +
    'email enum errno fileinput fnmatch fractions functools gc getopt getpass glob gzip hashlib heapq hmac html http ' +
    'importlib inspect io itertools json keyword linecache locale logging math mimetypes numbers operator os pathlib ' +
    'pickle pkgutil platform pprint profile queue quopri random re reprlib sched secrets select selectors shelve shlex ' +
    'shutil signal site socket statistics stat string stringprep struct symtable sys sysconfig tarfile tempfile ' +
    'textwrap threading time timeit token tokenize trace traceback tracemalloc types typing unicodedata unittest ' +
    'urllib uuid warnings wave weakref xml xmlrpc zipfile zipimport zlib zoneinfo'
  ).split(' '),
);
/** Of the standard library, and missing in Pyodide, or there without working. */
const SERVER_ONLY = new Set(
  (
    'concurrent ctypes curses dbm fcntl grp lzma mmap multiprocessing nis ossaudiodev posix pty pwd readline resource ' +
    'select selectors socket socketserver spwd sqlite3 ssl subprocess syslog termios threading tkinter tty turtle ' +
    'ftplib smtplib telnetlib poplib imaplib webbrowser cffi'
  ).split(' '),
);

const rootOf = (name: string): string => name.split('.')[0] ?? name;

const nodes: LanguageProfile['nodes'] = {
  loops: { ForStatement: 'each', WhileStatement: 'while' },
  functions: ['FunctionDefinition', 'LambdaExpression'],
  calls: { CallExpression: 'ArgList' },
  members: ['MemberExpression'],
  identifiers: ['VariableName'],
  imports: ['ImportStatement'],
  strings: ['String', 'FormatString', 'ContinuedString'],
  comments: ['Comment'],
};

function headOf(tree: SyntaxTree, node: SyntaxNode): FunctionHead {
  const params = childrenNamed(childNamed(node, 'ParamList'), 'VariableName').map((param) => textOf(tree, param));
  const isMethod = params[0] === 'self' || params[0] === 'cls';
  const head: FunctionHead = { paramCount: params.length - (isMethod ? 1 : 0) };
  if (params[0]) head.firstParam = params[0];
  const own = node.name === 'FunctionDefinition' ? childNamed(node, 'VariableName') : undefined;
  const assigned = node.parent?.name === 'AssignStatement' ? node.parent.children[0] : undefined;
  const named = own ?? assigned;
  if (named) head.name = textOf(tree, named);
  return head;
}

function importsOf(tree: SyntaxTree): Imported[] {
  const found: Imported[] = [];
  for (const node of tree.nodes) if (node.name === 'ImportStatement') found.push(...importStatement(tree, node));
  return found;
}

/** `import a.b as c, d` and `from a.b import c as d, e`, told by the order of their words. */
function importStatement(tree: SyntaxTree, node: SyntaxNode): Imported[] {
  const words = textOf(tree, node)
    .replace(/[()\\\s]+/g, ' ')
    .slice(0, 4_000)
    .trim();
  const from = /^from ([.\w]+) import (.*)$/.exec(words);
  const plain = /^import (.*)$/.exec(words);
  const parts = (from?.[2] ?? plain?.[1] ?? '').split(',').map((part) => part.trim());
  return parts.flatMap((part) => {
    const match = /^([\w.*]+)(?: as (\w+))?$/.exec(part);
    if (!match?.[1]) return [];
    const name = match[1];
    if (!from?.[1])
      return [{ node, library: name, local: match[2] ?? rootOf(name), path: match[2] ? name : rootOf(name) }];
    if (name === '*') return [{ node, library: from[1], path: `${from[1]}.*` }];
    return [{ node, library: from[1], local: match[2] ?? name, path: `${from[1]}.${name}` }];
  });
}

function aliasesOf(tree: SyntaxTree): ImportedName[] {
  const found: ImportedName[] = [];
  for (const { name, children } of tree.nodes) {
    const [local, operator, value] = children;
    if (name !== 'AssignStatement' || children.length !== 3 || !local || !value) continue;
    if (local.name !== 'VariableName' || operator?.name !== 'AssignOp' || value.to - value.from > 100) continue;
    if (!['MemberExpression', 'VariableName'].includes(value.name)) continue;
    found.push({ local: textOf(tree, local), path: textOf(tree, value) });
  }
  return found;
}

function definedNames(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  for (const { name, children } of tree.nodes) {
    const isDefinition = name === 'FunctionDefinition' || name === 'ClassDefinition';
    const target = isDefinition ? children.find((child) => child.name === 'VariableName') : children[0];
    if (target?.name !== 'VariableName') continue;
    if (isDefinition || (name === 'AssignStatement' && children[1]?.name === 'AssignOp'))
      names.add(textOf(tree, target));
  }
  return names;
}

export const python: LanguageProfile = {
  id: 'python',
  loadParser: async () => (await import('@lezer/python')).parser,
  nodes,
  iterators: 'map filter reduce',
  mayOmitArguments: true,
  headOf,
  importsOf,
  aliasesOf,
  definedNames,
  isStandardLibrary: (name) => STANDARD.has(rootOf(name)) || SERVER_ONLY.has(rootOf(name)),
  isInBrowser: (name) => STANDARD.has(rootOf(name)) && !SERVER_ONLY.has(rootOf(name)),
  neutralPrefixes: ['builtins.', '__builtins__.'],
  names: {
    file:
      'open io.open io.FileIO codecs.open os.open os.remove os.unlink os.rename os.replace os.mkdir os.makedirs os.rmdir ' +
      'os.removedirs os.listdir os.scandir os.walk os.chmod os.chown os.link os.symlink os.truncate os.stat os.access ' +
      'os.chdir os.mkfifo os.path.exists os.path.isfile os.path.getsize pathlib.* shutil.* tempfile.* glob.* shelve.* ' +
      'dbm.* sqlite3.* mmap.* zipfile.* tarfile.* gzip.open bz2.open lzma.open linecache.*',
    network:
      'socket.* socketserver.* ssl.* http.client.* http.server.* urllib.request.* urllib3.* requests.* ftplib.* ' +
      'smtplib.* telnetlib.* poplib.* imaplib.* xmlrpc.* aiohttp.* httpx.* webbrowser.* asyncio.open_connection ' +
      'asyncio.start_server',
    process:
      'subprocess.* multiprocessing.* pty.* signal.* os.system os.popen os.fork os.forkpty os.exec* os.spawn* os.kill ' +
      'os.killpg os.posix_spawn os.abort os.setuid os.setgid resource.* ' +
      'asyncio.create_subprocess_exec asyncio.create_subprocess_shell concurrent.futures.ProcessPoolExecutor',
    native: 'ctypes.* cffi.* numba.* _ctypes.* importlib.machinery.ExtensionFileLoader',
    eval:
      'eval exec compile __import__ importlib.import_module importlib.__import__ importlib.util.* runpy.* code.* ' +
      'pickle.loads pickle.load marshal.loads types.CodeType types.FunctionType sys.settrace sys.setprofile gc.get_objects',
    thread: 'threading.* _thread.* concurrent.futures.ThreadPoolExecutor multiprocessing.*',
    linear: 'sum .index .count .remove .reverse',
    sort: 'sorted .sort',
    'input:input()': 'input raw_input',
    'input:sys.stdin': 'sys.stdin sys.stdin.*',
    'input:fileinput': 'fileinput.input fileinput.FileInput',
  },
  differences: [
    {
      pattern: /\bsetrecursionlimit\s*\(\s*(?:\d{5,}|10\s*\*\*|int\s*\()/,
      sentence: 'asks for a deeper recursion than the browser has room for',
    },
    {
      pattern: /\bimport\s+js\b|\bfrom\s+js\s+import\b|\bpyodide\b/,
      sentence: "reaches for the browser's own objects",
    },
  ],
};
