import type { Facts } from '../../src/analyzer/facts.ts';
import { buildFacts, entityFact, routeFact } from './facts.ts';

const features = ['order', 'product', 'user', 'shipment'];
const layers = [
  'controller',
  'service',
  'repository',
  'entity',
  'dto',
  'mapper',
  'validator',
  'policy',
  'job',
  'presenter',
];

/**
 * A layered shop of four features with ten modules each: folders are layers, a logger is used by all, `app.ts` wires the
 * controllers, and checkout (in `order`) also writes `Product` in one transaction.
 */
export function shopFacts(): Facts {
  const path = (feature: string, layer: string): string => `src/${layer}s/${feature}.${layer}.ts`;
  const inside = features.flatMap((feature) => {
    const [controller, service, repository, entity] = layers.map((layer) => path(feature, layer));
    return [
      `${controller} -> ${service}`,
      `${service} -injection-> ${repository}`,
      `${repository} -> ${entity}`,
      `${controller} -type-> ${path(feature, 'dto')}`,
      `${service} -> ${path(feature, 'mapper')}`,
      `${path(feature, 'mapper')} -> ${entity}`,
      `${controller} -> ${path(feature, 'validator')}`,
      `${path(feature, 'validator')} -type-> ${path(feature, 'dto')}`,
      `${service} -> ${path(feature, 'policy')}`,
      `${path(feature, 'job')} -> ${service}`,
      `${controller} -> ${path(feature, 'presenter')}`,
      `${service} -> src/lib/logger.ts`,
      `${path(feature, 'job')} -> src/lib/logger.ts`,
      `src/app.ts -> ${controller}`,
    ];
  });
  const order = path('order', 'service');
  return buildFacts({
    modules: [{ path: 'src/orders.test.ts', role: 'test' }],
    dependencies: [
      ...inside,
      `${order} -> ${path('product', 'repository')}`,
      `src/orders.test.ts -> ${order}`,
      `src/orders.test.ts -> ${path('order', 'controller')}`,
    ],
    routes: features.map((feature) =>
      routeFact(`GET /api/${feature}s/:id`, path(feature, 'controller'), {
        modules: [path(feature, 'service')],
      }),
    ),
    entities: features.map((feature) =>
      entityFact(`${feature.charAt(0).toUpperCase()}${feature.slice(1)}`, path(feature, 'entity'), {
        table: `${feature}s`,
        writers:
          feature === 'product' ? [order, path('product', 'repository')] : [path(feature, 'repository')],
      }),
    ),
    transactions: [{ file: order, line: 7, entities: ['Order', 'Product'], accesses: [] }],
    frameworks: ['express'],
    orms: ['typeorm'],
  });
}
