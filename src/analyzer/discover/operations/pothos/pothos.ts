import type { RouteDiscoverer } from '../../routes/discoverer.ts';
import { type Resolved, toFieldOperations } from '../graphql/field-operation.ts';
import { pothosModel } from './pothos-model.ts';

const framework = 'pothos';

/** Pothos: the fields that a schema builder is given, with what resolves them. */
export const pothos: RouteDiscoverer = {
  name: framework,
  applies: (packages) => packages.has('@pothos/core'),
  start() {
    const resolved: Resolved[] = [];
    return {
      model: pothosModel(resolved),
      finish: () => ({
        routes: [],
        operations: toFieldOperations(resolved, framework),
        wiringFiles: new Set(),
        diagnostics: [],
      }),
    };
  },
};
