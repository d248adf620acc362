import { expect, it } from 'vitest';
import { parseTeamConfig } from '../../../../src/config/index.ts';
import type { Pin } from '../../../../src/model/pins.ts';
import { yamlOf } from '../../../../src/report/what-if/yaml-of.ts';

const pin = (kind: Pin['kind'], groups: Pin['groups'], parts: Partial<Pin> = {}): Pin => ({
  kind,
  at: '',
  groups,
  context: null,
  names: [],
  because: null,
  ...parts,
});
const long = Array.from({ length: 6 }, (_, index) => `src/controllers/orders-${index}.controller.ts`);

it('is read back as the same pins, whatever they are called', () => {
  const pins = [
    pin('together', [['src/a.ts', 'src/b.ts']], { because: 'one team: "orders" # not a comment' }),
    pin('apart', [['src/a'], ['[id].ts', '{x}', '- y', 'true']]),
    pin('pin', [long], { context: 'orders' }),
    pin('pin', [['src/*', '!src/b.ts']], { context: '404' }),
    pin('shared', [['on']]),
    pin('ignore', [['ab: c', "it's.ts"]]),
    pin('stay', [['**']]),
    pin('owner', [], { context: 'null', names: ['@shop/orders'] }),
    pin('rename', [], { context: '1e3', names: ['yes'] }),
  ];
  const read = parseTeamConfig(`pins:\n${yamlOf(pins)}\n`, 'banyan.yaml');
  expect(read.map((each) => ({ ...each, at: '' }))).toEqual(pins);
});

it('gives a long list a line for each name, without trailing blanks', () => {
  const text = yamlOf([pin('pin', [long], { context: 'orders' })]);
  expect(text.split('\n')).toHaveLength(8);
  expect(text).not.toMatch(/ $/m);
});
