import type { Boundaries } from '../../model/boundaries.ts';
import { parseConfig } from '../parse-config.ts';
import { boundariesSchema } from './boundaries-schema.ts';
import { checkBoundaries } from './check-boundaries.ts';

const maxTextLength = 4 * 1024 * 1024;

/** The boundaries of a `banyan.boundaries.yaml`; throws CONFIG_INVALID with every problem of the text at once. */
export function parseBoundaries(text: string, name: string): Boundaries {
  const { data } = parseConfig(text, {
    name,
    title: 'list of accepted boundaries',
    schema: boundariesSchema,
    check: checkBoundaries,
    environment: null,
    maxTextLength,
  });
  const { contexts, shared, composition, ignore } = data;
  return {
    contexts: Object.entries(contexts).map(([id, { api = null, ...said }]) => ({ id, api, ...said })),
    shared,
    composition,
    ignore,
  };
}
