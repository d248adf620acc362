import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/model/analysis.ts';
import { reportFormats } from '../../../src/report/index.ts';
import { buildAnalysis, buildRoute } from '../../support/build-analysis.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { elementsOf } from '../../support/elements-of.ts';

async function render(name: string, analysis: Analysis): Promise<string> {
  const format = reportFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  return format.render(analysis, { pageCode: async () => ({ script: '', style: '' }) });
}

const shop = plannedAnalysis();
const findings: Analysis['findings'] = [
  {
    code: 'SHARED_TABLE',
    severity: 'error',
    title: 'orders and users write users',
    contexts: ['orders', 'users'],
    locations: ['src/orders/order.ts:7', 'src/users/user.ts:3'],
    why: 'Two services cannot own one table.',
    fix: 'Let users own it.',
    numbers: { writers: 2 },
  },
  {
    code: 'SMALL_CONTEXT',
    severity: 'info',
    title: 'users is small',
    locations: [],
    why: '',
    fix: '',
    numbers: {},
  },
];
const sample: Analysis = {
  ...shop,
  dependencies: [
    ...shop.dependencies,
    {
      from: 'src/users/user.ts',
      to: 'src/orders/order.ts',
      kinds: ['value', 'call'],
      weight: 3,
      symbols: ['order'],
      locations: ['src/users/user.ts:2'],
    },
  ],
  outbound: [
    { kind: 'sdk', method: null, target: 'Stripe', via: 'stripe', locations: ['src/orders/order.ts:9'] },
  ],
  findings,
};

describe('every format', () => {
  it.each(reportFormats.filter(({ name }) => !['json', 'md', 'html'].includes(name)))(
    '$name is what it was',
    async ({ name, file }) => {
      await expect(await render(name, sample)).toMatchFileSnapshot(`golden/${file}`);
    },
  );

  it.each(reportFormats)('$name can say that there is nothing', async ({ name }) => {
    const text = await render(name, buildAnalysis());
    expect(text === '' || text.endsWith('\n')).toBe(true);
  });
});

describe('names from an untrusted repository', () => {
  const names = [
    '<img src=x onerror=alert(1)>',
    '</script><script>alert(1)</script>',
    '__proto__',
    'constructor',
    '=HYPERLINK("http://evil")',
    '"; } x -> y; {"',
    'a\\',
    '${secret}',
    ']]>&entity;',
    '::error::%0Aforged',
    '\u001b[31mred\nsecond line\r',
    '\ud800',
    '\u202egnp.exe',
    'x\u2028y',
    'a|b`c``d',
    '＝1+1',
    '@SUM(1)',
    '%%{init: {}}%%',
  ];
  const hostile = buildAnalysis({
    modules: names.map((name) => ({
      path: name,
      lines: 1,
      role: 'domain',
      context: name,
      confidence: 1,
      because: [],
    })),
    dependencies: names.slice(1).map((name, index) => ({
      from: names[index] as string,
      to: name,
      kinds: ['value'],
      weight: 1,
      symbols: [],
      locations: [`${names[index]}:1`],
    })),
    routes: names.map((name) => buildRoute('GET /', { path: name, context: name })),
    contexts: names.map((name) => ({
      id: name,
      name,
      modules: [name],
      routes: [name],
      operations: [],
      entities: [name],
      confidence: 1,
      metrics: {},
      vocabulary: [],
      owners: [],
    })),
    outbound: names.map((name) => ({ kind: 'http', method: null, target: name, via: name, locations: [] })),
    findings: names.map((name) => ({
      code: 'X_Y',
      severity: 'error',
      title: name,
      contexts: [name],
      locations: [`${name}:3`],
      why: name,
      fix: name,
      numbers: {},
    })),
  });

  it.each(reportFormats.filter(({ name }) => name !== 'json'))(
    '$name shows control characters instead of obeying them',
    async ({ name }) => {
      const text = await render(name, hostile);
      // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
      expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
      // The page shows them when it is drawn.
      if (name !== 'html') expect(text).not.toMatch(/[\u2028\u202e]/);
    },
  );

  it('stay labels in DOT: as many nodes and edges as there are', async () => {
    const graphviz = await Graphviz.load();
    const json = JSON.parse(graphviz.layout(await render('dot', hostile), 'json', 'dot')) as {
      readonly objects: readonly { readonly name: string; readonly label: string }[];
      readonly edges: readonly unknown[];
    };
    expect(json.objects.map(({ name }) => name)).toEqual(names.map((_, index) => `c${index}`));
    expect(json.edges).toHaveLength(names.length - 1);
  });

  it('stay text in SVG', async () => {
    const { names: elements, text } = elementsOf(await render('svg', hostile));
    expect(elements.filter((name) => /script|img|image|foreignObject/i.test(name))).toEqual([]);
    expect(text).toContain('<img src=x onerror=alert(1)>');
  });

  it('stay text in JUnit', async () => {
    const { names: elements } = elementsOf(await render('junit', hostile));
    expect(new Set(elements)).toEqual(new Set(['testsuites', 'testsuite', 'testcase', 'failure']));
    expect(elements.filter((name) => name === 'testcase')).toHaveLength(names.length);
  });

  it('stay one command each for GitHub', async () => {
    const lines = (await render('github', hostile)).trimEnd().split('\n');
    expect(lines).toHaveLength(names.length);
    for (const line of lines) expect(line).toMatch(/^::error file=[^:,]*,line=3,title=[^:,]*::/);
  });

  it('stay cells in CSV, and no formulas', async () => {
    const rows = (await render('csv', hostile)).trimEnd().split('\r\n');
    expect(rows).toHaveLength(names.length + 1);
    expect(rows.filter((row) => /(?:^|,)"?[=+\-@＝]/.test(row))).toEqual([]);
    expect(rows).toContain(`"'=HYPERLINK(""http://evil"")",1,domain,"'=HYPERLINK(""http://evil"")",1,,,`);
  });

  it('stay in quotes in D2, and are no variables', async () => {
    const text = await render('d2', hostile);
    expect(text.replace(/"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(/["<$]|alert|secret/);
    expect(text).not.toMatch(/(?<!\\)\$\{/);
  });

  it('stay in quotes in Structurizr, where no backslash stands before one, and are no variables', async () => {
    const text = await render('c4', hostile);
    expect(text.replace(/"[^"]*"/g, '')).not.toMatch(/["<$]|alert|secret/);
    expect(text).not.toMatch(/\\"|\$\{/);
  });

  it('stay one line in Mermaid, and nothing but labels', async () => {
    const lines = (await render('mermaid', hostile)).trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(
        /^(?:flowchart LR|  c\d+\["(?:[\p{L}\p{N} ._-]|#\d+;)*<br\/>1 module"\]|  c\d+ -->\|1\| c\d+)$/u,
      );
  });

  it('keep their meaning in SARIF', async () => {
    const log = JSON.parse(await render('sarif', hostile)) as {
      readonly runs: readonly {
        readonly results: readonly {
          readonly partialFingerprints: Readonly<Record<string, string>>;
          readonly locations: readonly {
            readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
          }[];
        }[];
      }[];
    };
    const results = log.runs[0]?.results ?? [];
    expect(new Set(results.map((each) => each.partialFingerprints['banyan/v1'])).size).toBe(names.length);
    const [first] = results[0]?.locations ?? [];
    expect(first?.physicalLocation.artifactLocation.uri).toBe('%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E');
  });
});
