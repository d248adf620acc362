import { unknown } from '../../evaluate/value.ts';
import type { RouteDiscoverer } from '../../routes/discoverer.ts';
import { type AddedService, serviceOperations } from './service-operations.ts';

const framework = 'connect';
const packages: readonly string[] = ['@bufbuild/connect', '@connectrpc/connect'];

/** Connect: services that a function adds to the `ConnectRouter` that it is given. */
export const connect: RouteDiscoverer = {
  name: framework,
  applies: (imported) => packages.some((each) => imported.has(each)),
  start() {
    const services: AddedService[] = [];
    const isRouter = (from: string, name: string): boolean =>
      packages.includes(from) && name === 'ConnectRouter';
    return {
      model: {
        name: framework,
        packages,
        callExternal: () => null,
        callMember(self, name, [definition, implementation], site) {
          if (name === 'service' && definition && implementation)
            services.push({ definition, implementation, site });
          return name === 'service' ? self : unknown(name);
        },
        knowsType: isRouter,
        typed: (from, name) => (isRouter(from, name) ? { kind: 'made', model: framework, thing: {} } : null),
      },
      finish: (_program, machine) => ({
        routes: [],
        operations: services.flatMap((each) => serviceOperations(machine, each, framework)),
        wiringFiles: new Set(),
        diagnostics: [],
      }),
    };
  },
};
