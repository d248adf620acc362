import { decoratedRoutes, pathsGivenTo } from './decorated-routes.ts';

/** OvernightJS: `@Controller` and its methods; child controllers are listed under their own path. */
export const overnight = decoratedRoutes({
  name: 'overnight',
  packages: ['@overnightjs/core'],
  methods: {
    Get: 'GET',
    Post: 'POST',
    Put: 'PUT',
    Patch: 'PATCH',
    Delete: 'DELETE',
    Head: 'HEAD',
    All: 'ALL',
  },
  classes: ['Controller'],
  basesOf: (controller) => pathsGivenTo(controller, ['Controller']),
});
