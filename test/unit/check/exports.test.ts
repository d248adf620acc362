import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { boundaryExports, findViolations } from '../../../src/check/index.ts';
import { boundaryFacts } from '../../../src/analyzer/index.ts';
import { boundariesOf } from '../../support/boundary-facts.ts';
import { sourceTree } from '../../support/source-tree.ts';

function render(name: string, boundaries: Parameters<(typeof boundaryExports)[number]['render']>[0]): string {
  return boundaryExports.find((each) => each.name === name)?.render(boundaries) ?? '';
}

const boundaries = boundariesOf(
  {
    orders: {
      modules: ['src/orders', 'src/{checkout,returns}/*.ts'],
      uses: ['users'],
      owners: ['@shop/orders'],
    },
    users: { api: ['src/users/index.ts'], modules: ['src/users', '!src/users/loose.ts'] },
    stock: { owners: ['@shop/stock', '@ops'] },
  },
  { shared: ['src/common'], composition: ['src/main.ts'], ignore: ['src/users/loose.ts'] },
);

describe('boundaries for dependency-cruiser', () => {
  it('find there what the check finds here', async () => {
    const uses = (...targets: string[]) => targets.map((target) => `import '${target}';\n`).join('');
    const root = sourceTree({
      'package.json': '{}',
      'src/main.ts': uses('./orders/order', './users/secret', './common/log'),
      'src/orders/order.ts': uses(
        '../users/index',
        '../users/secret',
        '../stock/stock',
        '../main',
        '../common/log',
      ),
      'src/orders/order.test.ts': uses('../stock/stock'),
      'src/checkout/cart.ts': uses('../stock/stock', '../orders/order'),
      'src/returns/deep/back.ts': uses('../../stock/stock'),
      'src/users/index.ts': uses('./secret', '../orders/order'),
      'src/users/secret.ts': 'export const secret = 1;\n',
      'src/users/loose.ts': uses('../stock/stock'),
      'src/stock/stock.ts': uses('../users/loose'),
      'src/common/log.ts': uses('../stock/stock'),
    });
    const facts = await boundaryFacts({ root });
    const ours = findViolations(facts, boundaries).violations.flatMap(({ key, rule }) => {
      const [, from, to] = /^\S+ (\S+) -> ([^#]+)/.exec(key) ?? [];
      return rule === 'unclaimed-module' ? [] : [`${from} -> ${to}`];
    });
    mkdirSync(join(root, 'rules'));
    writeFileSync(join(root, 'rules/banyan.cjs'), render('depcruise', boundaries));
    const ruleSet = createRequire(import.meta.url)(join(root, 'rules/banyan.cjs')) as NonNullable<
      ICruiseOptions['ruleSet']
    >;
    const { output } = await cruise(['src'], {
      baseDir: root,
      ruleSet,
      validate: true,
      tsPreCompilationDeps: true,
    });
    const theirs = (output as ICruiseResult).summary.violations.map(({ from, to }) => `${from} -> ${to}`);
    expect(ours.length).toBeGreaterThan(5);
    expect([...new Set(theirs)].sort()).toEqual([...new Set(ours)].sort());
  });
});

describe('boundaries for others', () => {
  it('CODEOWNERS names the owners of each folder', () => {
    expect(render('codeowners', boundaries).split('\n').slice(1)).toEqual([
      '# orders',
      '/src/orders @shop/orders',
      '/src/{checkout,returns}/*.ts @shop/orders',
      '# stock',
      '/src/stock @shop/stock @ops',
      '',
    ]);
  });

  it('Nx gets a tag for each context and what it may depend on', () => {
    const { rules } = JSON.parse(render('nx', boundaries)) as {
      rules: Record<string, [string, { depConstraints: unknown[] }]>;
    };
    expect(rules['@nx/enforce-module-boundaries']?.[1].depConstraints[0]).toEqual({
      sourceTag: 'context:orders',
      onlyDependOnLibsWithTags: ['context:orders', 'context:users', 'context:shared'],
    });
  });

  it('eslint-plugin-boundaries denies what is not allowed', () => {
    const [head, json = ''] = render('eslint', boundaries).split(
      'export default { plugins: { boundaries }, ...',
    );
    expect(head).toContain("import boundaries from 'eslint-plugin-boundaries';");
    const { settings, rules } = JSON.parse(json.replace(/ \};\n$/, '')) as {
      settings: Record<string, unknown[]>;
      rules: Record<string, [string, { default: string; rules: unknown[] }]>;
    };
    expect(settings['boundaries/elements']).toContainEqual({
      type: 'stock',
      pattern: 'src/stock',
      mode: 'folder',
    });
    const types = rules['boundaries/element-types']?.[1];
    expect(types?.default).toBe('disallow');
    expect(types?.rules).toContainEqual({ from: 'orders', allow: ['orders', 'users', 'banyan:shared'] });
  });
});
