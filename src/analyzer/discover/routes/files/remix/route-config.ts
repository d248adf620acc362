import { posix } from 'node:path';
import type { Model } from '../../../evaluate/model.ts';
import { type ObjectValue, optionsOf, text, type Value } from '../../../evaluate/value.ts';
import { toText } from '../../../evaluate/text.ts';
import { underPrefix } from '../bracket-path.ts';

const configPackage = '@react-router/dev';

/** `route`, `index`, `layout`, `prefix` and `relative` of `@react-router/dev/routes` as the objects that they make. */
export const remixModel: Model = {
  name: 'remix',
  packages: [configPackage],
  entryPackages: [],
  callExternal({ path }, args) {
    const [first, second, third] = args;
    switch (path.join('.')) {
      case 'route':
        return entry({ path: first, file: second, children: third?.kind === 'array' ? third : args[3] });
      case 'index':
        return entry({ file: first });
      case 'layout':
        return entry({
          file: first,
          isLayout: text('yes'),
          children: second?.kind === 'array' ? second : third,
        });
      case 'prefix':
        return entry({ path: first, children: second });
      default:
        return null;
    }
  },
};

function entry(given: Readonly<Record<string, Value | undefined>>): ObjectValue {
  const properties = new Map(
    Object.entries(given).flatMap(([key, value]) => (value ? [[key, value] as const] : [])),
  );
  return { kind: 'object', properties, class: null, site: null, literal: null };
}

/** A module of a route with its path template. */
export interface ConfiguredRoute {
  /** Relative to the folder of the configuration. */
  readonly file: string;
  readonly path: string;
}

export interface RouteConfig {
  readonly routes: readonly ConfiguredRoute[];
  /** Whether some of it comes from a function that looks at the files. */
  readonly isByFiles: boolean;
}

/** What the default export of `routes.ts` says. */
export function readRouteConfig(config: Value): RouteConfig {
  const routes: ConfiguredRoute[] = [];
  let isByFiles = false;
  const visit = (value: Value, prefix: string): void => {
    for (const each of optionsOf(value)) {
      if (each.kind === 'array') for (const item of each.items) visit(item, prefix);
      else if (each.kind !== 'object') isByFiles = true;
      else {
        const { properties } = each;
        const own = properties.get('path');
        const path = own ? underPrefix(prefix, toTemplate(toText(own).value)) : prefix;
        const file = properties.get('file');
        if (file?.kind === 'text' && !properties.has('isLayout'))
          routes.push({ file: posix.normalize(file.value), path });
        const children = properties.get('children');
        if (children) visit(children, path);
      }
    }
  };
  visit(config, '/');
  return { routes, isByFiles };
}

/** `:id?` and `*` as a path template says them. */
function toTemplate(path: string): string {
  return path.replaceAll(/(^|\/)([^/]+)\?/g, '{/$2}').replace(/(?:^|\/)\*$/, '{/*rest}');
}
