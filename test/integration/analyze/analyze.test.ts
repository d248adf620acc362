import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/analyzer/index.ts';
import { analysisSchema } from '../../../src/model/analysis.ts';
import { sourceTree } from '../../support/source-tree.ts';

const files = {
  'src/orders/order.service.ts':
    "import { Order } from './order';\nexport class OrderService { order = new Order(); }\n",
  'src/orders/order.ts': 'export class Order {}\n',
  'src/users/user.service.ts':
    "import { User } from './user';\nexport class UserService { user = new User(); }\n",
  'src/users/user.ts': 'export class User {}\n',
  'src/broken.ts': "import { gone } from './gone';\nexport const broken = gone;\n",
};

describe('analyze', () => {
  it('turns a source tree into a valid document', async () => {
    const analysis = await analyze({ root: sourceTree(files), version: '1.2.3' });
    expect(analysisSchema.parse(analysis)).toEqual(analysis);
    expect(analysis.tool.version).toBe('1.2.3');
    expect(analysis.unresolvedImports).toHaveLength(1);
  });

  it('gives the same bytes for the same tree at another place', async () => {
    const [first, second] = await Promise.all(
      [sourceTree(files), sourceTree(files)].map((root) => analyze({ root, version: '1.2.3' })),
    );
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });

  it('reports the phases in order', async () => {
    const phases: string[] = [];
    await analyze({
      root: sourceTree(files),
      version: '1.2.3',
      onProgress: ({ phase }) => phases.at(-1) === phase || phases.push(phase),
    });
    expect(phases).toEqual(['read', 'link', 'cluster', 'judge'].filter((phase) => phases.includes(phase)));
    expect(phases).toContain('cluster');
  });

  it('stops with the reason of the signal', async () => {
    const interruption = new AbortController();
    const running = analyze({
      root: sourceTree(files),
      version: '1.2.3',
      signal: interruption.signal,
      onProgress: ({ phase }) => phase === 'cluster' && interruption.abort(new Error('enough')),
    });
    await expect(running).rejects.toThrow('enough');
  });
});
