/** Java: no engine in the browser runs it. */
import { childNamed, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/syntax-tree.js';
import { childrenNamed, type FunctionHead, type Imported, type LanguageProfile, textsOf } from './language-profile.js';

function headOf(tree: SyntaxTree, node: SyntaxNode): FunctionHead {
  const params = childrenNamed(childNamed(node, 'FormalParameters'), 'FormalParameter', 'SpreadParameter');
  const head: FunctionHead = { paramCount: params.length };
  const own = node.name === 'LambdaExpression' ? undefined : childNamed(node, 'Definition');
  if (own) head.name = textOf(tree, own);
  return head;
}

function importsOf(tree: SyntaxTree): Imported[] {
  const found: Imported[] = [];
  for (const node of tree.nodes) {
    if (node.name !== 'ImportDeclaration' || node.to - node.from > 500) continue;
    const words = textOf(tree, node).replace(/^import\s+(static\s+)?|[;\s]/g, '');
    const parts = words.split('.');
    const library = parts.filter((part) => /^[a-z]/.test(part)).join('.') || words;
    if (parts.at(-1) === '*') found.push({ node, library, path: words });
    else found.push({ node, library, local: parts.at(-1) ?? words, path: words });
  }
  return found;
}

/** Classes that need no mention of their package once it is imported whole. */
const FILES =
  'File FileReader FileWriter FileInputStream FileOutputStream RandomAccessFile Files Files.* Paths Paths.* Path.of ' +
  'FileChannel FileChannel.* FileSystems FileSystems.* File.*';

export const java: LanguageProfile = {
  id: 'java',
  loadParser: async () => (await import('@lezer/java')).parser,
  nodes: {
    loops: { ForStatement: 'for', EnhancedForStatement: 'each', WhileStatement: 'while', DoStatement: 'do' },
    functions: ['MethodDeclaration', 'ConstructorDeclaration', 'LambdaExpression'],
    calls: { MethodInvocation: 'ArgumentList', ObjectCreationExpression: 'ArgumentList' },
    members: ['FieldAccess', 'ScopedIdentifier', 'ScopedTypeName'],
    identifiers: ['Identifier', 'TypeName'],
    imports: ['ImportDeclaration', 'PackageDeclaration'],
    strings: ['StringLiteral', 'CharacterLiteral', 'TextBlock'],
    comments: ['LineComment', 'BlockComment'],
    meanings: { native: { tag: 'native', what: 'native' } },
  },
  iterators:
    'map forEach filter reduce mapToInt mapToLong mapToObj flatMap anyMatch allMatch noneMatch removeIf setAll',
  mayOmitArguments: false,
  headOf,
  importsOf,
  aliasesOf: () => [],
  definedNames: (tree) => textsOf(tree, 'Definition'),
  isStandardLibrary: (name) => /^javax?\.|^jdk\./.test(name),
  neutralPrefixes: [
    'java.lang.',
    'java.io.',
    'java.nio.file.',
    'java.nio.channels.',
    'java.util.concurrent.',
    'java.util.',
    'java.net.',
    'java.lang.reflect.',
  ],
  names: {
    file: FILES,
    network:
      'Socket ServerSocket DatagramSocket URL URL.* URI.create URLConnection HttpURLConnection InetAddress InetAddress.* SocketChannel http.*',
    process: 'Runtime.getRuntime.exec Runtime.exec ProcessBuilder ProcessHandle.* Runtime.getRuntime.halt',
    native: 'System.load System.loadLibrary Unsafe sun.misc.Unsafe jdk.internal.* foreign.*',
    eval: 'Class.forName ClassLoader URLClassLoader ScriptEngineManager javax.script.* Method.invoke reflect.* MethodHandles.lookup ObjectInputStream ToolProvider javax.tools.*',
    thread:
      'Thread Thread.* Executors Executors.* ExecutorService CompletableFuture CompletableFuture.* ForkJoinPool ForkJoinPool.* Timer',
    sort: 'Arrays.sort Collections.sort',
    linear: 'Arrays.fill Arrays.copyOf System.arraycopy Collections.reverse Arrays.toString',
    'input:Scanner': 'Scanner',
    'input:BufferedReader': 'BufferedReader InputStreamReader',
    'input:StreamTokenizer': 'StreamTokenizer',
    'input:System.in': 'System.in.read System.in.* DataInputStream BufferedInputStream System.console.*',
  },
};
