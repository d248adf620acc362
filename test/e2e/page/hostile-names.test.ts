import { expect, it } from 'vitest';
import type { Analysis } from '../../../src/model/analysis.ts';
import { buildAnalysis, buildRoute } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { useReports } from '../../support/report-page.ts';

const names = [
  '<img src=x onerror="document.title=1">',
  '</script><script>document.title=2</script>',
  '__proto__',
  'constructor',
  'line\u2028break',
  'evil\u202etxt.exe',
  '"><svg onload=alert(1)>',
  'javascript:alert(1)',
  '#/map?at=x&from=y',
  '%',
];

/** Every name stands for a context, a module, an entity, a route, an event, an owner, and in every text. */
function hostileAnalysis(): Analysis {
  const paths = [...names].sort();
  const next = (index: number) => paths[(index + 1) % paths.length] ?? '';
  return buildAnalysis({
    commit: names[0] ?? '',
    summary: { files: 1, lines: 1, unresolvedImports: 1, frameworks: names, orms: names },
    modules: paths.map((path) => ({
      path,
      lines: 3,
      role: 'domain',
      context: path,
      confidence: 1,
      because: [],
      owners: names,
    })),
    dependencies: paths.map((from, index) => ({
      from,
      to: next(index),
      kinds: ['value'],
      weight: 2,
      symbols: names,
      locations: [`${from}:1`],
    })),
    contexts: paths.map((id) => ({
      id,
      name: id,
      modules: [id],
      routes: [`GET ${id}`],
      operations: [],
      entities: [id],
      confidence: 1,
      metrics: {},
      vocabulary: names,
      owners: names,
    })),
    entities: paths.map((name, index) => ({
      name,
      table: name,
      file: name,
      line: 1,
      orm: 'prisma',
      context: name,
      writers: [next(index)],
      readers: [],
      relations: [],
    })),
    accesses: paths.map((entity, index) => ({
      entity,
      op: 'write',
      file: next(index),
      line: 2,
      function: entity,
      via: 'sql',
      confidence: 1,
    })),
    routes: paths.map((path) => ({
      ...buildRoute('GET /x', { file: path, context: path, handler: path }),
      path,
    })),
    events: paths.map((name, index) => ({
      name,
      transport: name,
      publishers: [`${name}:1`],
      subscribers: [`${next(index)}:1`],
    })),
    unresolvedImports: paths.map((specifier) => ({ from: specifier, specifier, line: 1, reason: specifier })),
    verdict: { decision: 'split', why: names, wouldChangeIf: names },
    findings: paths.map((title) => ({
      code: 'SHARED_TABLE',
      severity: 'error',
      title,
      locations: [`${title}:1`],
      why: title,
      fix: title,
      numbers: {},
    })),
    plan: {
      steps: paths.map((title) => ({
        title,
        context: title,
        detail: names,
        work: {
          because: names,
          effort: { lowDays: 1, highDays: 2, terms: [] },
          entities: [{ name: title, table: title, writtenBy: names, readBy: names }],
          foreignKeys: [],
          joins: [{ location: `${title}:1`, entities: names, contexts: names }],
          sagas: [],
          flips: [{ name: title, location: `${title}:1`, wave: '1-reads', touches: names }],
        },
      })),
    },
    diagnostics: paths.map((message) => ({ severity: 'warning', code: 'FILE_UNPARSABLE', message })),
  });
}

describeWith('chromium', 'names from an untrusted repository', (executable) => {
  const open = useReports(executable);

  it('stay text in every view', async () => {
    const { page, complaints } = await open(hostileAnalysis());
    const main = page.getByRole('main');
    const tabs = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
    expect(await tabs.count()).toBeGreaterThan(2);
    for (const tab of await tabs.all()) {
      await tab.click();
      await expect.poll(() => page.title()).toBe(`${await tab.textContent()} · Bounded contexts`);
      await page.evaluate(
        'document.querySelectorAll("details").forEach((details) => { details.open = true; })',
      );
      expect(await main.locator('img, script, [onload], [onerror], a[href^="javascript:"]').count()).toBe(0);
      expect(await main.textContent()).toContain('__proto__');
      expect(await main.textContent()).not.toContain('\u202e');
    }
    expect(complaints).toEqual([]);
  });

  it('lead back to themselves through the address', async () => {
    for (const name of names.slice(0, 4)) {
      const at = `#/map?at=${encodeURIComponent(`module:${name}`)}`;
      const { page, complaints } = await open(hostileAnalysis(), { at });
      await page.getByRole('complementary').getByRole('heading', { name, exact: true }).waitFor();
      expect(complaints).toEqual([]);
      await page.close();
    }
  });
});
