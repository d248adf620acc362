import type { Runner, Site } from '../../evaluate/model.ts';
import {
  type ClosureValue,
  closuresAmong,
  type MadeValue,
  optionsOf,
  unknown,
  type Value,
} from '../../evaluate/value.ts';
import { given } from '../register.ts';
import { toPaths } from '../route-path.ts';
import { newRouter, noPrefix, type RoutePath, type Router } from '../router.ts';

/** The property under which `fastify-plugin` marks a function. */
const skipOverride = 'skip-override';

/** `fastifyPlugin(fn)`: the same function, which gets the instance itself instead of a child; a prefix does not apply to it. */
export function withoutEncapsulation(plugin: Value | undefined, runner: Runner): Value {
  const [closure] = plugin ? pluginsIn(plugin, runner) : [];
  if (!closure) return plugin ?? unknown('plugin');
  const properties = new Map(closure.properties).set(skipOverride, { kind: 'scalar', value: true });
  return { ...closure, properties };
}

export interface PluginCall {
  readonly self: MadeValue;
  readonly plugin: Value | undefined;
  readonly options: Value | undefined;
  readonly site: Site;
  readonly runner: Runner;
  readonly make: (router: Router) => MadeValue;
}

/** Runs a plugin with an instance of its own under a prefix, or with the same one when it is not encapsulated. */
export function runPlugin(
  { self, site, runner, make }: PluginCall,
  plugin: ClosureValue,
  options: Value | undefined,
  prefixes: readonly RoutePath[],
): void {
  const done = unknown('done');
  if (plugin.properties.has(skipOverride)) {
    runner.call(plugin, [self, options ?? unknown('options'), done], site);
    return;
  }
  const router = newRouter('fastify', site, false);
  (self.thing as Router).mounts.push({ site, paths: prefixes, router });
  runner.call(plugin, [make(router), options ?? unknown('options'), done], site);
}

export function prefixOf(options: Value | undefined, runner: Runner): readonly RoutePath[] {
  const prefix = given(runner, options, 'prefix');
  return prefix ? toPaths(prefix) : noPrefix;
}

/** The functions that a plugin may be: itself, the default export of a module, or what a wrapper was given. */
export function pluginsIn(plugin: Value, runner: Runner): ClosureValue[] {
  return optionsOf(plugin).flatMap((each): ClosureValue[] => {
    switch (each.kind) {
      case 'closure':
        return [each];
      case 'unknown':
      case 'external':
        return closuresAmong([each]).slice(-1);
      default: {
        const exported = given(runner, each, 'default');
        return exported && exported.kind !== each.kind ? pluginsIn(exported, runner) : [];
      }
    }
  });
}
