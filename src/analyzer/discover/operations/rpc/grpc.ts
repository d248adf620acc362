import type { RouteDiscoverer } from '../../routes/discoverer.ts';
import { type AddedService, serviceOperations } from './service-operations.ts';

const framework = 'grpc';
const packages: readonly string[] = ['@grpc/grpc-js', 'grpc'];

/** gRPC servers of Node: `server.addService(definition, implementation)`. */
export const grpc: RouteDiscoverer = {
  name: framework,
  applies: (imported) => packages.some((each) => imported.has(each)),
  start() {
    const services: AddedService[] = [];
    return {
      model: {
        name: framework,
        packages,
        callExternal({ path }, [definition, implementation], site) {
          const isAdded = path[0] === 'Server' && path.at(-1) === 'addService';
          if (isAdded && definition && implementation) services.push({ definition, implementation, site });
          return null;
        },
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
