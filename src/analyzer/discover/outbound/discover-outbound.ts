import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Outbound } from '../../../model/analysis.ts';
import type { CallGraph } from '../calls/call-graph.ts';
import { effectOf } from '../calls/effects.ts';
import type { EntitySources } from '../entities/discoverer.ts';
import { nameReader } from '../events/channel-names.ts';
import { httpTargets } from './http-target.ts';
import { type Service, serviceOf } from './services.ts';

/**
 * Finds the calls that leave the process: HTTP by address, packages by the system they talk to, stores. What carries events is in the
 * events. Linear in the calls of the code base.
 */
export function discoverOutbound(sources: EntitySources, graph: CallGraph): Outbound[] {
  const read = nameReader(sources);
  const found = new Map<string, Omit<Outbound, 'locations'> & { readonly locations: Set<string> }>();
  const add = (outbound: Omit<Outbound, 'locations'>, place: string): void => {
    const key = JSON.stringify(outbound);
    const known = found.get(key) ?? { ...outbound, locations: new Set<string>() };
    found.set(key, known);
    known.locations.add(place);
  };
  for (const { path: file, functions } of sources.application) {
    for (const code of functions) {
      for (const { call, externals } of graph.targetsOf(code)) {
        for (const external of externals) {
          const service = outsideOf(external.package, external.path);
          if (!service || service.kind === 'broker') continue;
          const effect = effectOf({ ...external, isNew: call.isNew, isSeen: false });
          const isStore = service.kind === 'store' && !call.isNew && external.path.includes('()');
          if (effect !== 'external' && !isStore) continue;
          const place = `${file}:${call.line}`;
          if (service.kind === 'http') {
            const targets = httpTargets(sources.shaper, read, call, external, { file, code });
            for (const target of targets) add({ kind: 'http', ...target, via: service.name }, place);
          } else
            add({ kind: service.kind, method: null, target: service.name, via: external.package }, place);
        }
      }
    }
  }
  return [...found.values()]
    .map((each) => ({ ...each, locations: sortedUnique(each.locations) }))
    .sort(
      by(
        ({ kind }) => kind,
        ({ target }) => target,
        ({ method }) => method ?? '',
        ({ via }) => via,
      ),
    );
}

function outsideOf(packageName: string, path: readonly string[]): Service | null {
  if (packageName === 'global') return { kind: 'http', name: 'fetch' };
  if (packageName === 'node:http' || packageName === 'node:https') return { kind: 'http', name: packageName };
  return serviceOf(packageName, path);
}
