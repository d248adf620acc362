import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFolderRules } from '../support/folder-rules.ts';

const rules = await loadFolderRules();

/** One small offence against each rule: importing file to imported specifier. */
const offences: Readonly<Record<string, readonly [from: string, specifier: string]>> = {
  'no-cycles': ['src/lib/around.ts', './back.ts'],
  'model-imports-nothing': ['src/model/entity.ts', '../lib/leaf.ts'],
  'model-needs-only-zod': ['src/model/document.ts', 'yaml'],
  'errors-stay-leaf': ['src/errors/error.ts', '../lib/leaf.ts'],
  'lib-stays-leaf': ['src/lib/sorting.ts', '../model/leaf.ts'],
  'config-knows-no-feature': ['src/config/schema.ts', '../proxy/index.ts'],
  'project-has-no-opinion': ['src/project/reader.ts', '../analyzer/index.ts'],
  'analyzer-is-an-island': ['src/analyzer/analyze.ts', '../report/index.ts'],
  'check-is-an-island': ['src/check/check.ts', '../analyzer/index.ts'],
  'report-is-an-island': ['src/report/text.ts', '../analyzer/index.ts'],
  'page-is-an-island': ['src/page/views/table.ts', '../../check/check.ts'],
  'page-takes-types-of-the-report': ['src/page/views/map.tsx', '../../report/page/document.ts'],
  'page-runs-in-a-browser': ['src/page/views/disk.ts', 'node:fs'],
  'shell-knows-no-report': ['src/page/shell/table.tsx', '../views/map.tsx'],
  'api-uses-front-doors': ['src/api/proxy.ts', '../proxy/inside.ts'],
  'migration-is-an-island': ['src/migration/compare/settle.ts', '../../proxy/index.ts'],
  'proxy-is-an-island': ['src/proxy/server.ts', '../report/index.ts'],
  'nobody-imports-the-cli': ['src/report/print.ts', '../cli/terminal.ts'],
  'cli-uses-front-doors': ['src/cli/verb.ts', '../proxy/inside.ts'],
  'graph-is-pure': ['src/analyzer/graph/walk.ts', '../../model/leaf.ts'],
  'facts-before-opinions': ['src/analyzer/discover/routes.ts', '../judge/verdict.ts'],
  'proxy-loads-no-compiler': ['src/proxy/indirect.ts', '../lib/parses.ts'],
  'nothing-runs-programs': ['src/project/history.ts', 'node:child_process'],
  'disk-at-the-rim': ['src/proxy/cache.ts', 'node:fs/promises'],
};

/** What the offences lead to. */
const surroundings: Readonly<Record<string, string>> = {
  'src/lib/leaf.ts': 'export {};',
  'src/lib/back.ts': "import type { Around } from './around.ts';\nexport type Back = Around;",
  'src/lib/parses.ts': "import 'oxc-parser';",
  'src/model/leaf.ts': 'export {};',
  'src/cli/terminal.ts': 'export {};',
  'src/proxy/inside.ts': 'export {};',
  'src/proxy/index.ts': 'export {};',
  'src/report/index.ts': 'export {};',
  'src/report/page/document.ts': 'export {};',
  'src/analyzer/index.ts': 'export {};',
  'src/analyzer/judge/verdict.ts': 'export {};',
  'node_modules/oxc-parser/package.json': '{"name": "oxc-parser", "main": "index.js"}',
  'node_modules/oxc-parser/index.js': '',
  'node_modules/yaml/package.json': '{"name": "yaml", "main": "index.js"}',
  'node_modules/yaml/index.js': '',
};

describe('the folder rules', () => {
  it('hold, on a tree that was really read', async () => {
    const { summary, modules } = await rules.check(process.cwd());
    expect(
      summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
      'see the comment of the rule in .dependency-cruiser.mjs',
    ).toEqual([]);
    const sources = (await readdir('src', { recursive: true })).filter((file) => /\.tsx?$/.test(file));
    expect(modules.filter(({ source }) => source.startsWith('src/'))).toHaveLength(sources.length);
    expect(modules.find(({ source }) => source === 'src/cli/main.ts')?.dependencies.length).toBeGreaterThan(
      2,
    );
  });

  it('each find an offence against them', async () => {
    const tree = await mkdtemp(join(tmpdir(), 'banyan-rules-'));
    const files: Record<string, string> = { ...surroundings };
    for (const [from, specifier] of Object.values(offences))
      files[from] = `import '${specifier}';\nexport {};\n`;
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, file)), { recursive: true });
      await writeFile(join(tree, file), text);
    }
    const { summary } = await rules.check(tree);
    const found = new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));
    for (const { name } of rules.forbidden)
      expect(found, `${name} found nothing`).toContain(`${name} ${offences[name]?.[0]}`);
    expect(Object.keys(offences).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
  });

  it('each say why', () => {
    for (const { name, comment } of rules.forbidden) expect(comment, name).toMatch(/^[A-Za-z].{30,}\.$/);
  });
});

/** Calls that end the process or print, outside of the one folder that may. */
function offendingCalls(file: string, text: string): string[] {
  if (file.startsWith('src/cli/')) return [];
  return [...text.matchAll(/\b(?:process\.(?:exit\b|exitCode|stdout|stderr|abort|kill)|console\.)/g)].map(
    ([call]) => `${file}: ${call}`,
  );
}

describe('only the command line', () => {
  it('prints or ends the process', async () => {
    expect(offendingCalls('src/proxy/a.ts', 'if (x) process.exit(1); console.log(1)')).toHaveLength(2);
    const sources = (await readdir('src', { recursive: true })).filter((file) => /\.tsx?$/.test(file));
    for (const source of sources) {
      const file = join('src', source);
      expect(offendingCalls(file, await readFile(file, 'utf8'))).toEqual([]);
    }
  });
});
