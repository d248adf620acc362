// The architecture, as rules. The comment of a rule is what a contributor reads when the check fails; docs/architecture.md has the map.
// test/contract/folder-rules.test.ts runs them on the tree, and breaks each of them once to see that it holds.

const compilers =
  '(?:^|node_modules/)(?:oxc-[^/]*|@oxc-[^/]*|ts-morph|typescript|graphology[^/]*|@guanmingchiu/sqlparser[^/]*)(?:/|$)';
const features = 'analyzer|report|check|proxy|migration';

/** Files of a folder may use nothing of `src` but the given folders. */
const uses = (folder, allowed, name, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((other) => `^src/${other}/`) },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Files that need each other cannot be read, tested or moved alone. Move the shared noun to src/model. Type imports count.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    uses(
      'model',
      [],
      'model-imports-nothing',
      'The documents are the vocabulary. If one needs behaviour, the behaviour belongs to a feature.',
    ),
    {
      name: 'model-needs-only-zod',
      severity: 'error',
      comment: 'Whoever reads a document must not have to install a parser for it.',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/|(?:^|node_modules/)zod(?:/|$)' },
    },
    uses(
      'errors',
      ['model'],
      'errors-stay-leaf',
      'An error names a place and a fix. If it computes something, that belongs to the feature that fails.',
    ),
    uses(
      'lib',
      ['errors'],
      'lib-stays-leaf',
      'lib knows no word of the domain. A function that knows about routes belongs to its feature.',
    ),
    uses(
      'config',
      ['model', 'errors', 'lib'],
      'config-knows-no-feature',
      'Features read the configuration, never the other way round.',
    ),
    uses(
      'project',
      ['model', 'errors', 'lib'],
      'project-has-no-opinion',
      'Reading sources says what is there. What it means is for the analyzer.',
    ),
    uses(
      'analyzer',
      ['project', 'model', 'errors', 'lib'],
      'analyzer-is-an-island',
      'Features meet in documents (src/model), not in imports. If a field is missing, add it to the document.',
    ),
    uses(
      'report',
      ['model', 'errors', 'lib'],
      'report-is-an-island',
      'A report is a function of the analysis document, so that it can be written from a file that CI kept.',
    ),
    uses(
      'page',
      ['report/page', 'report/what-if', 'report/plan', 'model', 'lib'],
      'page-is-an-island',
      'The code of the browser knows the page document and nothing of how it is made; decisions and plans are written as on the command line.',
    ),
    {
      name: 'page-takes-types-of-the-report',
      severity: 'error',
      comment:
        'What makes the page document runs when the report is written. Of it the browser needs only the types.',
      from: { path: '^src/page/' },
      to: { path: '^src/(?:report/page|model)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-runs-in-a-browser',
      severity: 'error',
      comment: 'There is no Node in a browser, not even through another file.',
      from: { path: '^src/page/' },
      to: { path: '^(?:node:)?[a-z_]+(?:/promises)?$', reachable: true },
    },
    {
      name: 'shell-knows-no-report',
      severity: 'error',
      comment:
        'Tables, search, keys and colours serve every page. What knows contexts or modules belongs to a view.',
      from: { path: '^src/page/shell/' },
      to: { path: '^src/', pathNot: '^src/(?:page/shell|lib)/' },
    },
    {
      name: 'api-uses-front-doors',
      severity: 'error',
      comment:
        'What a program imports is made of what the command line is made of. If it needs more, the front door is too small.',
      from: { path: '^src/api/' },
      to: {
        path: '^src/',
        pathNot: '^src/(?:api/|errors/|proxy/index[.]ts$|config/index[.]ts$)',
      },
    },
    uses(
      'check',
      ['model', 'errors', 'lib'],
      'check-is-an-island',
      'A check holds facts against accepted boundaries. It proposes nothing, so it needs no analyzer.',
    ),
    uses(
      'proxy',
      ['config', 'model', 'errors', 'lib'],
      'proxy-is-an-island',
      'The proxy knows its configuration and nothing of the code that it was made from.',
    ),
    uses(
      'migration',
      ['model', 'errors', 'lib'],
      'migration-is-an-island',
      'What a migration decides follows from answers and counts. It asks nobody, so that a simulation can give it a million of them.',
    ),
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      comment: 'A feature that prints or reads flags cannot be used as a library.',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'cli-uses-front-doors',
      severity: 'error',
      comment:
        'A verb imports only the index.ts of a feature. If it needs more, the front door is too small.',
      from: { path: '^src/cli/' },
      to: {
        path: `^src/(?:${features}|config|project)/`,
        pathNot: `^src/(?:${features}|config|project)/index[.]ts$`,
      },
    },
    {
      name: 'graph-is-pure',
      severity: 'error',
      comment: 'Algorithms know nodes, weights and a seed, so that they can be checked against an oracle.',
      from: { path: '^src/analyzer/graph/' },
      to: { path: '^src/', pathNot: '^src/(?:analyzer/graph|lib|errors)/' },
    },
    {
      name: 'facts-before-opinions',
      severity: 'error',
      comment:
        'A discoverer states what the code says. If it knew contexts or findings, every opinion would change the facts under it.',
      from: { path: '^src/analyzer/discover/' },
      to: { path: '^src/analyzer/(?:cluster|judge|graph)/' },
    },
    {
      name: 'proxy-loads-no-compiler',
      severity: 'error',
      comment:
        'The proxy stands in production: it must start without a parser or a graph library in memory, not even through another file.',
      from: { path: '^src/(?:proxy|config)/' },
      to: { path: compilers, reachable: true },
    },
    {
      name: 'nothing-runs-programs',
      severity: 'error',
      comment:
        'A repository can name programs that its tools would run (hooks, filters, pagers). Only project/history/git.ts starts git, where nothing that the repository configures is read.',
      from: { path: '^src/', pathNot: '^src/project/history/git[.]ts$' },
      to: { path: '^(?:node:)?child_process$' },
    },
    {
      name: 'disk-at-the-rim',
      severity: 'error',
      comment:
        'What touches the disk cannot be tested without one. Read in project, config/load-*, cli and lib/read-text-file; write in cli, proxy/observe and migration/journal/disk-*.',
      from: {
        path: '^src/',
        pathNot:
          '^src/(?:project/|config/load-|cli/|lib/read-text-file|proxy/observe/|migration/journal/disk-)',
      },
      to: { path: '^(?:node:)?fs(?:/promises)?$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // In a linked work tree node_modules is a symbolic link; paths in rules start at the package name either way.
    preserveSymlinks: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
