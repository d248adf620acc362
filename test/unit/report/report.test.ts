import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { renderTerminal, reportFormats } from '../../../src/report/index.ts';
import type { Analysis } from '../../../src/model/analysis.ts';
import { buildAnalysis, buildRoute } from '../../support/build-analysis.ts';
import { shopAnalysis } from '../../support/shop-analysis.ts';

const plain = picocolors.createColors(false);
const shop: Analysis = {
  ...(await shopAnalysis()),
  commit: '0123456789abcdef0123456789abcdef01234567',
  unresolvedImports: [{ from: 'src/app.ts', specifier: './gone', line: 9, reason: 'no file matches' }],
  diagnostics: [
    {
      severity: 'warning',
      code: 'FILE_UNPARSABLE',
      message: 'unexpected token',
      location: { path: 'src/x.ts', line: 2 },
    },
  ],
};
shop.summary = { ...shop.summary, unresolvedImports: 1 };

const noCode = { pageCode: async () => ({ script: '', style: '' }) };
const render = async (name: string, analysis: Analysis): Promise<string> =>
  (await reportFormats.find((format) => format.name === name)?.render(analysis, noCode)) ?? '';

describe('the summary in the terminal', () => {
  it.each([100, 80])('reads well in %i columns', async (width) => {
    const text = renderTerminal(shop, { paint: plain, width });
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/terminal-${width}.txt`);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('says the same with and without colour', () => {
    const colored = renderTerminal(shop, { paint: picocolors.createColors(true), width: 100 });
    // oxlint-disable-next-line no-control-regex -- colour is control characters
    const stripped = colored.replace(/\u001b\[\d+m/g, '');
    expect(colored).not.toBe(stripped);
    expect(stripped).toBe(renderTerminal(shop, { paint: plain, width: 100 }));
  });

  it('is one screen however large the project is', () => {
    const context = shop.contexts[0];
    const finding = shop.findings[0];
    if (!context || !finding) throw new Error('the shop has contexts and findings');
    const large = {
      ...shop,
      contexts: Array.from({ length: 300 }, (_, index) => ({ ...context, id: `context-${index}` })),
      findings: Array.from({ length: 300 }, () => finding),
    };
    const lines = renderTerminal(large, { paint: plain, width: 100 }).split('\n');
    expect(lines.length).toBeLessThan(70);
    expect(lines).toContain('  and 280 more contexts in the report');
  });
});

describe('the Markdown report', () => {
  it('has everything a review needs', async () => {
    await expect(await render('md', shop)).toMatchFileSnapshot('golden/report.md');
  });

  it('names every unresolved import with its place and reason', async () => {
    expect(await render('md', shop)).toContain('- `src/app.ts:9` `./gone`: no file matches');
  });
});

describe('names from an untrusted repository', () => {
  const evil = '\u001b[31m<img src=x onerror=alert(1)>|`](javascript:x)\n# Heading';
  const hostile = buildAnalysis({
    summary: { files: 1, lines: 1, unresolvedImports: 1, frameworks: [evil], orms: [] },
    modules: [{ path: evil, lines: 1, role: 'domain', context: null, confidence: 1, because: [] }],
    routes: [buildRoute('GET /', { path: evil, handler: evil, context: evil, file: evil })],
    operations: [
      {
        protocol: 'graphql',
        name: evil,
        apis: [evil],
        file: evil,
        line: 1,
        handler: evil,
        framework: evil,
        context: evil,
        touches: [evil],
        sideEffects: 'none',
        confidence: 1,
      },
    ],
    contexts: [
      {
        id: evil,
        name: evil,
        modules: [evil],
        routes: [evil],
        operations: [evil],
        entities: [evil],
        confidence: 1,
        metrics: {},
        vocabulary: [evil],
        owners: [],
      },
      {
        id: 'b',
        name: 'B',
        modules: [],
        routes: [],
        operations: [],
        entities: [],
        confidence: 1,
        metrics: {},
        vocabulary: [],
        owners: [],
      },
    ],
    sharedKernel: [{ path: evil, decision: 'library', usedBy: [evil], why: evil }],
    findings: [
      { code: 'X', severity: 'error', title: evil, locations: [evil], why: evil, fix: evil, numbers: {} },
    ],
    unresolvedImports: [{ from: evil, specifier: evil, line: 1, reason: evil }],
    verdict: { decision: 'split', why: [evil], wouldChangeIf: [evil] },
  });

  it('cannot move the cursor or add lines in the terminal', () => {
    const text = renderTerminal(hostile, { paint: plain, width: 100 });
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toEqual([]);
  });

  it('cannot bring markup into the report', async () => {
    const text = await render('md', hostile);
    const outsideOfCode = text.replace(/(`+)[^`][\s\S]*?[^`]?\1(?!`)/g, '');
    expect(text).not.toContain('\u001b');
    expect(outsideOfCode).not.toMatch(/<img/);
    expect(outsideOfCode).not.toMatch(/[^\\]\]\(javascript/);
    expect(text.split('\n').filter((line) => line.startsWith('# H'))).toEqual([]);
  });

  it('cannot leave a cell of a table', async () => {
    const rows = (await render('md', hostile)).split('\n').filter((line) => line.startsWith('| '));
    const cells = rows.map((row) => row.split(/(?<!\\)\|/).length);
    expect(new Set(cells.slice(0, 3)).size).toBe(1);
  });
});

it('the JSON report is the document, with a newline at its end', async () => {
  expect(JSON.parse(await render('json', shop))).toEqual(shop);
  expect((await render('json', shop)).endsWith('}\n')).toBe(true);
});
