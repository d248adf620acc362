import type { RouteDiscoverer } from '../../routes/discoverer.ts';
import { type Resolved, toFieldOperations } from '../graphql/field-operation.ts';
import { nexusModel, nexusPackages } from './nexus-model.ts';

const framework = 'nexus';

/** Nexus: the fields that definitions of types add, with what resolves them. */
export const nexus: RouteDiscoverer = {
  name: framework,
  applies: (packages) => nexusPackages.some((each) => packages.has(each)),
  start() {
    const resolved: Resolved[] = [];
    return {
      model: nexusModel(resolved),
      finish: () => ({
        routes: [],
        operations: toFieldOperations(resolved, framework),
        wiringFiles: new Set(),
        diagnostics: [],
      }),
    };
  },
};
