/**
 * The five dependency rules of ARCHITECTURE.md, as errors.
 *
 * Rules 3 (only a main.ts touches the process) and 4 (no side effect on import)
 * have parts that imports can't show; test/house-rules.test.ts holds those.
 */
const SOURCE = '\\.(ts|tsx)$';
const TESTS = '(\\.test\\.tsx?$|/test/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-imports-only-zod',
      comment: 'Rule 1: the vocabulary is pure',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: TESTS },
      to: { pathNot: '^packages/core/src/|node_modules/zod/' },
    },
    {
      name: 'foundation-imports-core-only',
      comment: 'Rule 1: languages, sandbox, queue, store, problem-package and analysis never import one another',
      severity: 'error',
      from: { path: '^packages/(languages|sandbox|queue|store|problem-package|analysis)/src/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(core|$1)/' },
    },
    {
      name: 'prediction-imports-nothing',
      comment: 'Rule 1: its models are pure',
      severity: 'error',
      from: { path: '^packages/prediction/src/', pathNot: TESTS },
      to: { pathNot: '^packages/prediction/src/' },
    },
    {
      name: 'judge-knows-no-sandbox',
      comment: 'Rule 2: the sandbox reaches the judge through an interface that the judge declares',
      severity: 'error',
      from: { path: '^packages/judge/src/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(core|languages|problem-package|judge)/' },
    },
    {
      name: 'only-server-knows-express',
      comment: 'Rule 3: apps do the wiring, and one of them speaks HTTP',
      severity: 'error',
      from: { pathNot: '^apps/server/' },
      to: { path: 'node_modules/(express|helmet|@types/express)/' },
    },
    {
      name: 'only-main-reads-the-process',
      comment: 'Rule 3: signals, exits and sockets belong to a main.ts, so a main.ts is never imported',
      severity: 'error',
      from: { pathNot: '^apps/cli/bin/' },
      to: { path: '/main\\.tsx?$', pathNot: '^apps/web/' },
    },
    {
      name: 'web-imports-core-analysis-runtime',
      comment: 'Rule 4: the browser sees no server code',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: TESTS },
      to: {
        path: '^(packages|apps)/',
        pathNot: '^(apps/web|packages/core|packages/analysis|packages/browser-runtime)/',
      },
    },
    {
      name: 'nothing-imports-an-app',
      comment: 'Rule 4',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^$1/$2/' },
    },
    {
      name: 'no-cycles',
      comment: 'Rule 4',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-vague-names',
      comment: 'Rule 5: a file is named for the idea it holds',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(packages|apps)/.*/(utils?|helpers?|common|misc|lib)\\.(ts|tsx)$' },
    },
    {
      name: 'resolvable',
      comment: "hast and mdast are packages of types alone; virtual:engines is made by the web app's build",
      severity: 'error',
      from: { path: SOURCE },
      to: { couldNotResolve: true, pathNot: '^(hast|mdast|virtual:engines)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|native/build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['letscode:source', 'import', 'require', 'node', 'default', 'types', 'browser'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
};
