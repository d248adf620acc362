import { z } from 'zod';
import { ANALYSIS_SCHEMA_VERSION, type Grain, grains } from '../model/analysis.ts';
import { pinKinds } from '../model/pins.ts';
import type { KnownContexts } from './cluster/carry-over.ts';

/** As much of an analysis document as the contexts of the next one are compared with. */
const earlierAnalysis = z.object({
  schemaVersion: z.literal(ANALYSIS_SCHEMA_VERSION),
  modules: z.array(
    z.object({ path: z.string(), role: z.string(), pins: z.array(z.number().int()).optional() }),
  ),
  pins: z.array(z.object({ kind: z.enum(pinKinds) })).optional(),
  candidates: z.record(
    z.enum(grains),
    z.object({ contexts: z.array(z.object({ id: z.string(), modules: z.array(z.string()) })) }),
  ),
});

/** Ids end up in commands and configurations; a document can come from anywhere. */
const plainId = /^[\p{L}\p{N}][\p{L}\p{N}-]{0,99}$/u;

/**
 * The contexts of an earlier analysis document, whose names the next analysis carries on; null when it is none of this version.
 *
 * Without tests, and without what a pin had put there: the names are compared before pins count.
 */
export function knownContexts(document: unknown): KnownContexts | null {
  const result = earlierAnalysis.safeParse(document);
  if (!result.success) return null;
  const { modules, pins = [], candidates } = result.data;
  const isPinned = (index: number): boolean => pins[index]?.kind === 'pin';
  const own = new Set(
    modules
      .filter((module) => module.role === 'domain' && !(module.pins ?? []).some(isPinned))
      .map(({ path }) => path),
  );
  const contextsOf = (grain: Grain) =>
    candidates[grain].contexts
      .filter(({ id }) => plainId.test(id))
      .map(({ id, modules: members }) => ({ id, modules: members.filter((path) => own.has(path)) }));
  return Object.fromEntries(
    grains.map((grain) => [grain, { contexts: contextsOf(grain) }]),
  ) as unknown as KnownContexts;
}
