/**
 * C and C++, by one grammar (C++'s reads C well enough for facts).
 *
 * Names of POSIX that are also everyday words (`connect`, `send`, `link`) count
 * only where the header that declares them is included.
 */
import { childNamed, nameText, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/syntax-tree.js';
import { childrenNamed, type FunctionHead, type Imported, type LanguageProfile, unquoted } from './language-profile.js';

const STANDARD_C = new Set(
  (
    'assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic ' +
    'stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype'
  ).split(' '),
);
/** Headers of POSIX, compilers and processors; those below `sys/`, `netinet/` and `arpa/` are seen by their folder. */
const OF_THE_SYSTEM = new Set(
  'dlfcn dirent fcntl malloc memory netdb poll pthread pwd sched semaphore spawn strings syscall termios ucontext unistd values'.split(
    ' ',
  ),
);
const THREAD_HEADERS =
  /^(thread|future|mutex|condition_variable|barrier|latch|semaphore|stop_token|pthread\.h|threads\.h|omp\.h)$/;

const nodes: LanguageProfile['nodes'] = {
  loops: { ForStatement: 'for', ForRangeLoop: 'each', WhileStatement: 'while', DoStatement: 'do' },
  functions: ['FunctionDefinition', 'LambdaExpression'],
  calls: { CallExpression: 'ArgumentList' },
  members: ['FieldExpression', 'ScopedIdentifier', 'ScopedTypeIdentifier'],
  identifiers: ['Identifier', 'TypeIdentifier'],
  imports: ['PreprocDirective', 'UsingDeclaration'],
  strings: ['String', 'RawString', 'CharLiteral', 'SystemLibString'],
  comments: ['LineComment', 'BlockComment'],
};

const DECLARATORS = ['FunctionDeclarator', 'PointerDeclarator', 'ReferenceDeclarator'];

function headOf(tree: SyntaxTree, node: SyntaxNode): FunctionHead {
  let declarator = childNamed(node, ...DECLARATORS, 'AbstractFunctionDeclarator');
  while (declarator && declarator.name !== 'FunctionDeclarator' && childNamed(declarator, ...DECLARATORS)) {
    declarator = childNamed(declarator, ...DECLARATORS);
  }
  const params = childrenNamed(
    childNamed(declarator, 'ParameterList'),
    'ParameterDeclaration',
    'OptionalParameterDeclaration',
  );
  const head: FunctionHead = { paramCount: params.length };
  if (params[0]) head.firstParam = /(\w+)\s*$/.exec(textOf(tree, params[0]).slice(-60))?.[1] ?? '';
  if (node.name === 'LambdaExpression') {
    const holder =
      node.parent?.name === 'InitDeclarator' || node.parent?.name === 'AssignmentExpression' ? node.parent : undefined;
    const name = nameText(tree, holder?.children[0])?.replace(/^.*\./s, '');
    if (name !== undefined) head.name = name;
    return head;
  }
  const own = childNamed(
    declarator,
    'Identifier',
    'FieldIdentifier',
    'ScopedIdentifier',
    'TemplateFunction',
    'OperatorName',
  );
  const name = nameText(tree, own);
  if (name !== undefined) head.name = name.replace(/^.*::/s, '').replace(/\s*<.*$/s, '');
  return head;
}

function importsOf(tree: SyntaxTree): Imported[] {
  const found: Imported[] = [];
  for (const node of tree.nodes) {
    if (node.name !== 'PreprocDirective' || !tree.source.startsWith('#', node.from)) continue;
    const literal = childNamed(node, 'SystemLibString', 'String');
    if (!literal || !/^#\s*include/.test(tree.source.slice(node.from, node.from + 20))) continue;
    const library = unquoted(textOf(tree, literal));
    found.push({ node, library, path: `<${library}>` });
  }
  return found;
}

function definedNames(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  const declaring = [
    ...DECLARATORS,
    'InitDeclarator',
    'ArrayDeclarator',
    'ParameterDeclaration',
    'Declaration',
    'FieldDeclaration',
    'ClassSpecifier',
    'StructSpecifier',
    'AliasDeclaration',
    'TypeDefinition',
  ];
  for (const node of tree.nodes) {
    if (!['Identifier', 'TypeIdentifier', 'FieldIdentifier'].includes(node.name) || !node.parent) continue;
    const isTypeOfDeclaration =
      node.name === 'TypeIdentifier' && !/Specifier|Alias|TypeDefinition/.test(node.parent.name);
    const isValue = node.parent.name === 'InitDeclarator' && node.parent.children[0] !== node;
    if (declaring.includes(node.parent.name) && !isTypeOfDeclaration && !isValue) names.add(textOf(tree, node));
  }
  return names;
}

function isStandardLibrary(name: string): boolean {
  const bare = name.replace(/\.(h|hpp)$/, '');
  if (/^(sys|netinet|arpa|linux|net|ext|bits|tr1|tr2|experimental)\//.test(name)) return true;
  if (/\.h$/.test(name)) return STANDARD_C.has(bare) || OF_THE_SYSTEM.has(bare) || /intrin$|^omp$/.test(bare);
  return /^[a-z_0-9]+$/.test(name);
}

const SYSTEM_FILE =
  'fopen fopen64 freopen fdopen tmpfile tmpnam mkstemp opendir readdir scandir <fstream> <filesystem> ifstream ofstream ' +
  'fstream filesystem.* basic_fstream basic_ifstream basic_ofstream experimental.filesystem.* <dirent.h> <sys/stat.h> ' +
  'open@fcntl.h openat creat@fcntl.h unlink@unistd.h rmdir@unistd.h link@unistd.h symlink chdir@unistd.h chroot ' +
  'truncate@unistd.h ftruncate remove@stdio.h,cstdio rename@stdio.h,cstdio mkdir@sys/stat.h chmod@sys/stat.h mount umount';
const SYSTEM_PROCESS =
  'system popen fork vfork clone@sched.h execl execlp execle execv execvp execvpe execve fexecve posix_spawn posix_spawnp ' +
  'kill@signal.h,csignal ptrace prctl wait@sys/wait.h waitpid setuid setgid abort_handler <sys/ptrace.h> <spawn.h> unshare setns';
const SYSTEM_NATIVE =
  'asm __asm __asm__ dlopen dlsym <dlfcn.h> syscall <sys/syscall.h> mmap@sys/mman.h mprotect@sys/mman.h iopl ioperm';

const shared = {
  nodes,
  iterators: 'for_each transform generate',
  mayOmitArguments: true,
  headOf,
  importsOf,
  aliasesOf: () => [],
  definedNames,
  isStandardLibrary,
  isInBrowser: (name: string) =>
    isStandardLibrary(name) && !THREAD_HEADERS.test(name) && !/^(sys|netinet|arpa|linux|net)\/|intrin\.h$/.test(name),
  neutralPrefixes: ['std.', '__gnu_cxx.'],
};

const C_INPUT = {
  'input:scanf': 'scanf vscanf fscanf wscanf scanf_s',
  'input:getchar': 'getchar getchar_unlocked getc getc_unlocked fgetc getwchar',
  'input:fgets': 'fgets gets fgetws',
  'input:getline': '',
  'input:fread': 'fread fread_unlocked',
  'input:read': 'read@unistd.h',
} as const;

const NETWORK =
  'socket@sys/socket.h connect@sys/socket.h bind@sys/socket.h listen@sys/socket.h accept@sys/socket.h send@sys/socket.h ' +
  'recv@sys/socket.h sendto recvfrom getaddrinfo gethostbyname <netdb.h> <sys/socket.h> <netinet/in.h> <arpa/inet.h> <sys/un.h>';

/** A `long` has 32 bits in WebAssembly and 64 on the server. */
const LONG = {
  pattern: /(?<!\blong\s)\blong\b(?!\s+(?:long|double|int\s+long)\b)/,
  sentence: 'uses `long`, which has 32 bits in the browser and 64 on the server',
};
const ADDRESSES = {
  pattern: /#\s*pragma\s+GCC\s+target|\b__builtin_ia32_|\b_mm\d*_/,
  sentence: 'is written for the processor of the server',
};

export const c: LanguageProfile = {
  ...shared,
  id: 'c',
  loadParser: async () => (await import('@lezer/cpp')).parser,
  names: {
    file: SYSTEM_FILE,
    network: NETWORK,
    process: SYSTEM_PROCESS,
    native: SYSTEM_NATIVE,
    thread: 'pthread_create thrd_create',
    sort: 'qsort',
    linear: 'strlen memset memcpy strcpy strcat strstr',
    ...C_INPUT,
    'input:getline': 'getline',
  },
  differences: [LONG, ADDRESSES],
};

export const cpp: LanguageProfile = {
  ...shared,
  id: 'cpp',
  loadParser: async () => (await import('@lezer/cpp')).parser,
  names: {
    file: SYSTEM_FILE,
    network: NETWORK,
    process: SYSTEM_PROCESS,
    native: SYSTEM_NATIVE,
    thread: 'pthread_create thread jthread async@future',
    sort: 'sort stable_sort qsort partial_sort',
    linear: 'accumulate reverse fill count find strlen memset memcpy iota max_element min_element',
    ...C_INPUT,
    'input:cin': 'cin cin.* wcin',
    'input:getline': 'getline',
  },
  differences: [LONG, ADDRESSES],
};
