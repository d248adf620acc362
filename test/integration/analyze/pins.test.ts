import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { type Analysis, analysisSchema } from '../../../src/model/analysis.ts';
import { featureTree as code } from '../../support/feature-tree.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function analysed(files: Record<string, string>, ...options: string[]) {
  const root = sourceTree({ ...code, ...files });
  const workingFolder = sourceTree({});
  const result = await runCli(['analyze', root, '--no-history', ...options], commands, { workingFolder });
  const read = (): Analysis =>
    analysisSchema.parse(
      JSON.parse(readFileSync(join(workingFolder, 'banyan-report/analysis.json'), 'utf8')),
    );
  return { ...result, root, workingFolder, read };
}

const contextsOf = ({ modules }: Analysis, ...paths: string[]) =>
  new Set(paths.map((path) => modules.find((each) => each.path === path)?.context));

describe('banyan.yaml in the analysed folder', () => {
  it('decides about the contexts, and the report says what each pin costs', async () => {
    const { exitCode, stdout, read } = await analysed({
      'banyan.yaml': `pins:
  - together: [src/orders, src/stock]
    because: one team
  - pin: src/money.ts
    to: users
  - owner: "@shop/users"
    of: users
`,
    });
    expect(exitCode).toBe(0);
    const analysis = read();
    expect(contextsOf(analysis, 'src/orders/orders.store.ts', 'src/stock/stock.store.ts').size).toBe(1);
    expect(contextsOf(analysis, 'src/money.ts')).toEqual(new Set(['users']));
    expect(analysis.contexts.find(({ id }) => id === 'users')?.owners).toEqual(['@shop/users']);
    expect(analysis.pins?.map(({ at, modules, because }) => ({ at, modules, because }))).toEqual([
      { at: 'banyan.yaml:2', modules: 8, because: 'one team' },
      { at: 'banyan.yaml:4', modules: 1, because: null },
      { at: 'banyan.yaml:6', modules: 0, because: null },
    ]);
    const [together, pin] = analysis.pins?.map(({ price }) => price) ?? [];
    expect(together?.contexts).toBe(-1);
    expect(pin?.references).toBeGreaterThan(0);
    expect(stdout).toContain('3 pins, each with what changes because of it across contexts');
  });

  it('changes nothing but its own part where it is empty', async () => {
    const [without, empty] = [await analysed({}), await analysed({ 'banyan.yaml': 'pins: []\n' })];
    expect(empty.read()).toEqual(without.read());
  });

  it('is another file with --config', async () => {
    const { read } = await analysed(
      {
        'banyan.yaml': 'pins: [{ignore: src/money.ts}]\n',
        'review.yaml': 'pins: [{shared: src/orders/orders.rules.ts}]\n',
      },
      '--config',
      'missing.yaml',
    ).then(async ({ exitCode, stderr, root, workingFolder, read }) => {
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('PATH_MISSING') });
      const options = ['analyze', root, '--no-history', '--config', join(root, 'review.yaml')];
      expect((await runCli(options, commands, { workingFolder })).exitCode).toBe(0);
      return { read };
    });
    expect(read().pins?.map(({ kind, at }) => [kind, at])).toEqual([['shared', 'review.yaml:1']]);
    expect(read().modules.find(({ path }) => path.endsWith('orders.rules.ts'))?.role).toBe('shared');
  });

  it('ends the run where pins contradict each other, and names both lines', async () => {
    const { exitCode, stderr } = await analysed({
      'banyan.yaml': 'pins:\n  - together: [src/orders, src/stock]\n  - apart: [src/orders, src/stock]\n',
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /CONFIG_INVALID: The pins contradict each other\n {2}banyan\.yaml:3: .* banyan\.yaml:2 keeps them together/,
    );
  });

  it('says where a pin means nothing, and which context a name may mean', async () => {
    const { read } = await analysed({
      'banyan.yaml':
        'pins:\n  - ignore: src/gone.ts\n  - {owner: "@a", of: user}\n  - {pin: src/money.ts, to: billing}\n',
    });
    expect(
      read()
        .diagnostics.filter(({ code }) => code.startsWith('PIN_'))
        .map(({ code, message, location }) => [code, message, location?.line]),
    ).toEqual([
      ['PIN_MEANS_NOTHING', expect.stringContaining('src/gone.ts'), 2],
      ['PIN_WITHOUT_CONTEXT', expect.stringContaining('did you mean users?'), 3],
      ['PIN_MAKES_CONTEXT', expect.stringContaining('billing'), 4],
    ]);
    expect(read().contexts.map(({ id }) => id)).toEqual(['billing', 'orders', 'stock', 'users']);
    expect(contextsOf(read(), 'src/money.ts')).toEqual(new Set(['billing']));
  });

  it('moves nothing else where the rest stays, and says where modules are without pins', async () => {
    const yaml = `pins:
  - pin: src/stock/stock.routes.ts
    to: orders
  - pin: src/users/users.store.ts
    to: orders
  - stay: "**"
`;
    const [plain, pinned] = [(await analysed({})).read(), (await analysed({ 'banyan.yaml': yaml })).read()];
    const moved = ['src/stock/stock.routes.ts', 'src/users/users.store.ts'];
    const expected = plain.modules.map(({ path, context }) => [
      path,
      moved.includes(path) ? 'orders' : context,
    ]);
    expect(pinned.modules.map(({ path, context }) => [path, context])).toEqual(expected);
    expect(
      pinned.modules.flatMap(({ path, withoutPins }) =>
        withoutPins === undefined ? [] : [[path, withoutPins]],
      ),
    ).toEqual([
      ['src/stock/stock.routes.ts', 'stock'],
      ['src/users/users.store.ts', 'users'],
    ]);
    expect(pinned.pins?.at(-1)).toMatchObject({ kind: 'stay', modules: 13 });
  });

  it('is not read through a link that leads out of the project', async () => {
    const root = sourceTree(code);
    const secret = join(sourceTree({ 'secret.yaml': 'token: hunter2\n' }), 'secret.yaml');
    symlinkSync(secret, join(root, 'banyan.yaml'));
    const { exitCode, stderr } = await runCli(['analyze', root, '--no-history'], commands, {
      workingFolder: sourceTree({}),
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('it is outside the project');
    expect(stderr).not.toContain('token');
  });

  it('counts anew when it changes, though everything else is remembered', async () => {
    const root = sourceTree(code);
    const workingFolder = sourceTree({});
    const cache = sourceTree({});
    const again = async (text: string) => {
      writeFileSync(join(root, 'banyan.yaml'), text);
      const { stdout } = await runCli(
        ['analyze', root, '--no-history', '--json', '--quiet', '--cache-dir', join(cache, 'kept')],
        commands,
        { workingFolder },
      );
      return JSON.parse(stdout) as Analysis;
    };
    const ignored = await again('pins: [{ignore: src/stock}]\n');
    const whole = await again('');
    expect(contextsOf(ignored, 'src/stock/stock.store.ts')).toEqual(new Set([null]));
    expect(contextsOf(whole, 'src/stock/stock.store.ts')).toEqual(new Set(['stock']));
  });
});
