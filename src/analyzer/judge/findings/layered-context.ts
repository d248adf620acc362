import { posix } from 'node:path';
import { thresholds } from '../thresholds.ts';
import type { Rule } from './rule.ts';

const code = 'LAYERED_CONTEXT';

/** A context whose modules have one technical role: a layer, of which every request needs all. */
export const layeredContext: Rule = {
  code,
  find({ contexts }) {
    return contexts.flatMap(({ id, modules }) => {
      const counts = new Map<string, string[]>();
      for (const path of modules) {
        const layer = layerOf(path);
        if (layer !== null) counts.set(layer, [...(counts.get(layer) ?? []), path]);
      }
      const [largest] = [...counts].sort(([, a], [, b]) => b.length - a.length);
      if (!largest || modules.length < thresholds.minLayerModules) return [];
      const [layer, own] = largest;
      if (own.length < thresholds.minLayerShare * modules.length) return [];
      return [
        {
          code,
          severity: 'warning' as const,
          title: `${id} is a layer: ${own.length} of its ${modules.length} modules are ${layer}`,
          contexts: [id],
          locations: own.slice(0, 5).map((path) => `${path}:1`),
          why: 'A layer as a service is changed and called with every feature: the costs of a network, without the independence.',
          fix: 'Pin its modules to the contexts that use them, or keep it as a library.',
          numbers: { contexts: 1, modules: modules.length, ofOneRole: own.length },
        },
      ];
    });
  },
};

const layers: readonly (readonly [layer: string, word: RegExp])[] = [
  ['controllers', /^controllers?$/],
  ['services', /^services?$/],
  ['repositories', /^(?:repositor(?:y|ies)|dao)$/],
  ['data models', /^(?:models?|entit(?:y|ies))$/],
  ['contracts', /^(?:dtos?|interfaces?|types?|schemas?)$/],
  ['user interface', /^(?:components?|pages?|views?|ui)$/],
  ['infrastructure', /^(?:middlewares?|utils?|helpers?|config|adapters?|infra(?:structure)?)$/],
];

/** By the role at the end of its name (`order.repository.ts`), else by the folder that it stands in. */
function layerOf(path: string): string | null {
  const words = posix.basename(path).toLowerCase().split('.').slice(1, -1);
  const folder = posix.basename(posix.dirname(path)).toLowerCase();
  for (const word of [...words, folder]) {
    const found = layers.find(([, pattern]) => pattern.test(word));
    if (found) return found[0];
  }
  return null;
}
