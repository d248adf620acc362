import type { Value } from '../../evaluate/value.ts';
import { optionsOf } from '../../evaluate/value.ts';
import { survives } from '../../evaluate/survives.ts';
import { toPaths } from '../route-path.ts';
import { noPrefix, type RoutePath, underAll } from '../router.ts';
import { decoratedRoutes, pathsGivenTo, type Scene } from './decorated-routes.ts';

const configFile = /(?:^|\/)config\/config\.default\.[jt]s$/;
const webFrameworks = ['koa', 'express', 'egg', 'web'];

/** Midway: `@Controller` (`@Provide` before) and its methods, below `globalPrefix` of `config.default`. */
export const midway = decoratedRoutes({
  name: 'midway',
  packages: ['@midwayjs/core', '@midwayjs/decorator'],
  methods: {
    Get: 'GET',
    Post: 'POST',
    Put: 'PUT',
    Patch: 'PATCH',
    Del: 'DELETE',
    Head: 'HEAD',
    Options: 'OPTIONS',
    All: 'ALL',
  },
  classes: ['Controller'],
  basesOf(controller, scene) {
    const bases = pathsGivenTo(controller, ['Controller']);
    return bases && underAll(globalPrefix(scene), bases);
  },
});

function globalPrefix({ program, machine }: Scene): readonly RoutePath[] {
  const file = program.application.find(({ path }) => configFile.test(path))?.path;
  let prefix: RoutePath[] = [];
  if (file !== undefined) {
    survives(machine, () => {
      const value = machine.exported(file, 'default');
      const config = value.kind === 'closure' ? machine.invoke(value, []) : value;
      prefix = webFrameworks.flatMap((name) => prefixIn(propertyOf(config, name)));
    });
  }
  return prefix.length > 0 ? prefix : noPrefix;
}

function prefixIn(options: Value | undefined): RoutePath[] {
  const given = options && propertyOf(options, 'globalPrefix');
  return given ? toPaths(given) : [];
}

function propertyOf(value: Value, name: string): Value | undefined {
  const object = optionsOf(value).find((each) => each.kind === 'object');
  return object?.kind === 'object' ? object.properties.get(name) : undefined;
}
