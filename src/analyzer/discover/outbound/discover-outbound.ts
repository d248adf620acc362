import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Outbound } from '../../../model/analysis.ts';
import { effectOf } from '../calls/effects.ts';
import type { EntitySources } from '../entities/discoverer.ts';
import { nameReader, type ReadNames } from '../events/channel-names.ts';
import type { Place } from '../shapes/shaper.ts';
import type { CallExpression } from '../source/code.ts';
import { httpTargets } from './http-target.ts';
import { type Service, serviceOf } from './services.ts';

/**
 * Finds the calls that leave the process: HTTP by address, packages by the system they talk to, stores. What carries events is in the
 * events. Linear in the calls of the code base.
 */
export function discoverOutbound(sources: EntitySources): Outbound[] {
  const read = nameReader(sources);
  const found = new Map<string, { readonly outbound: OutsideCall; readonly places: Set<string> }>();
  for (const { path: file, functions } of sources.application) {
    for (const code of functions) {
      for (const call of code.calls) {
        for (const outbound of outsideCalls(sources, read, call, { file, code })) {
          const key = JSON.stringify(outbound);
          const known = found.get(key) ?? { outbound, places: new Set<string>() };
          found.set(key, known);
          known.places.add(`${file}:${call.line}`);
        }
      }
    }
  }
  return [...found.values()]
    .map(({ outbound, places }) => ({ ...outbound, locations: sortedUnique(places) }))
    .sort(
      by(
        ({ kind }) => kind,
        ({ target }) => target,
        ({ method }) => method ?? '',
        ({ via }) => via,
      ),
    );
}

type OutsideCall = Omit<Outbound, 'locations'>;

function outsideCalls(
  { shaper }: EntitySources,
  read: ReadNames,
  call: CallExpression,
  place: Place,
): OutsideCall[] {
  return shaper.ofExpression(call.callee, place).flatMap((external): OutsideCall[] => {
    const service = external.kind === 'external' ? outsideOf(external.package, external.path) : null;
    if (external.kind !== 'external' || !service || service.kind === 'broker') return [];
    const effect = effectOf({ ...external, isNew: call.isNew, isSeen: false });
    const isStore = service.kind === 'store' && !call.isNew && external.path.includes('()');
    if (effect !== 'external' && !isStore) return [];
    if (service.kind !== 'http')
      return [{ kind: service.kind, method: null, target: service.name, via: external.package }];
    return httpTargets(shaper, read, call, external, place).map((target) => ({
      kind: 'http',
      ...target,
      via: service.name,
    }));
  });
}

function outsideOf(packageName: string, path: readonly string[]): Service | null {
  if (packageName === 'global') return { kind: 'http', name: 'fetch' };
  if (packageName === 'node:http' || packageName === 'node:https') return { kind: 'http', name: packageName };
  return serviceOf(packageName, path);
}
