/** Go: no engine in the browser runs it here. */
import { childNamed, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/syntax-tree.js';
import {
  childrenNamed,
  type FunctionHead,
  type Imported,
  type LanguageProfile,
  textsOf,
  unquoted,
} from './language-profile.js';

function headOf(tree: SyntaxTree, node: SyntaxNode): FunctionHead {
  const lists = childrenNamed(node, 'Parameters');
  const params = childrenNamed(node.name === 'MethodDecl' ? lists[1] : lists[0], 'Parameter');
  const names = params.flatMap((param) => childrenNamed(param, 'DefName'));
  const head: FunctionHead = { paramCount: Math.max(names.length, params.length) };
  const own = childNamed(node, node.name === 'MethodDecl' ? 'FieldName' : 'DefName');
  const assigned = node.previous?.previous;
  const named = node.name === 'FunctionLiteral' ? (/Name$/.test(assigned?.name ?? '') ? assigned : undefined) : own;
  if (named) head.name = textOf(tree, named);
  return head;
}

function importsOf(tree: SyntaxTree): Imported[] {
  const found: Imported[] = [];
  for (const node of tree.nodes) {
    if (node.name !== 'ImportSpec') continue;
    const literal = childNamed(node, 'String');
    if (!literal) continue;
    const library = unquoted(textOf(tree, literal));
    const alias = childNamed(node, 'DefName', 'VariableName');
    const local = alias ? textOf(tree, alias) : library.split('/').at(-1);
    found.push({ node, library, local: local ?? library, path: library });
  }
  return found;
}

function definedNames(tree: SyntaxTree): Set<string> {
  const names = textsOf(tree, 'DefName');
  for (const { local } of importsOf(tree)) if (local) names.delete(local);
  return names;
}

export const go: LanguageProfile = {
  id: 'go',
  loadParser: async () => (await import('@lezer/go')).parser,
  nodes: {
    loops: { ForStatement: 'for' },
    functions: ['FunctionDecl', 'MethodDecl', 'FunctionLiteral'],
    calls: { CallExpr: 'Arguments' },
    members: ['SelectorExpr', 'QualifiedType'],
    identifiers: ['VariableName', 'TypeName'],
    imports: ['ImportDecl', 'PackageClause'],
    strings: ['String', 'Rune'],
    comments: ['LineComment', 'BlockComment'],
    meanings: { GoStatement: { tag: 'thread', what: 'go' } },
  },
  iterators: '',
  mayOmitArguments: false,
  headOf,
  importsOf,
  aliasesOf: () => [],
  definedNames,
  // The paths of modules that are not Go's own begin with the name of a host.
  isStandardLibrary: (name) => !(name.split('/')[0] ?? '').includes('.'),
  neutralPrefixes: [],
  names: {
    file:
      'os.Open os.OpenFile os.Create os.ReadFile os.WriteFile os.Remove os.RemoveAll os.Rename os.Mkdir os.MkdirAll os.ReadDir ' +
      'os.Stat os.Lstat os.Chdir os.Link os.Symlink os.CreateTemp io/ioutil.ReadFile io/ioutil.WriteFile io/ioutil.ReadDir ' +
      'io/ioutil.TempFile path/filepath.Walk path/filepath.WalkDir path/filepath.Glob',
    network: 'net.* net/http.* net/rpc.* net/smtp.* net/url.* crypto/tls.*',
    process: 'os/exec.* os.StartProcess os.FindProcess os/signal.* syscall.Kill syscall.Exec syscall.ForkExec',
    native: 'C.* unsafe.* syscall.* plugin.* golang.org/x/sys/*',
    eval: 'go/parser.* reflect.ValueOf.Call text/template.*',
    sort: 'sort.Ints sort.Slice sort.Strings sort.Sort sort.Float64s sort.SliceStable sort.Stable slices.Sort slices.SortFunc',
    linear: 'copy strings.Repeat strings.Split strings.Fields slices.Reverse slices.Contains slices.Index',
    'input:fmt.Scan': 'fmt.Scan fmt.Scanf fmt.Scanln fmt.Fscan fmt.Fscanf fmt.Fscanln',
    'input:bufio': 'bufio.NewReader bufio.NewScanner bufio.NewReaderSize',
    'input:os.Stdin': 'os.Stdin os.Stdin.*',
  },
};
