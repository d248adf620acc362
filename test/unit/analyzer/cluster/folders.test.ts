import { describe, expect, it } from 'vitest';
import { findFeatureFolders } from '../../../../src/analyzer/cluster/folders.ts';

describe('feature folders', () => {
  it('are what layers are not', () => {
    const layered = findFeatureFolders([
      'src/controllers/order.ts',
      'src/services/order.ts',
      'src/models/user.ts',
    ]);
    expect(layered.layout).toBe('layers');
    expect(layered.featuresOf('src/services/order.ts')).toEqual([]);
  });

  it('are found through the layers above and inside them', () => {
    const features = findFeatureFolders([
      'src/modules/orders/services/tax/rate.ts',
      'src/modules/users/controllers/user.ts',
      'src/modules/events/event.ts',
    ]);
    expect(features.layout).toBe('features');
    expect(features.featuresOf('src/modules/orders/services/tax/rate.ts')).toEqual(['orders', 'orders/tax']);
    expect(features.featuresOf('src/modules/events/event.ts')).toEqual(['events']);
  });

  it('are not what only holds contexts', () => {
    const paths = ['orders/order.ts', 'users/user.ts'].map((path) => `lib/bounded-contexts/${path}`);
    const features = findFeatureFolders([...paths, 'app/main.ts']);
    expect(features.featuresOf('lib/bounded-contexts/orders/order.ts')).toEqual(['orders']);
  });

  it('of one name under two layers are one feature', () => {
    const features = findFeatureFolders([
      'src/controllers/orders/a.ts',
      'src/services/orders/b.ts',
      'src/models/c.ts',
    ]);
    expect(features.featuresOf('src/controllers/orders/a.ts')).toEqual(
      features.featuresOf('src/services/orders/b.ts'),
    );
  });

  it('are never a folder for what has no other place', () => {
    const features = findFeatureFolders(['modules/orders/a.ts', 'modules/users/b.ts', 'modules/shared/c.ts']);
    expect(features.featuresOf('modules/shared/c.ts')).toEqual([]);
  });
});

it('a project without folders is flat', () => {
  expect(findFeatureFolders(['a.ts', 'b.ts']).layout).toBe('flat');
});
