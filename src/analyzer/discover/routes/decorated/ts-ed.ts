import { type ObjectValue, optionsOf, type Value } from '../../evaluate/value.ts';
import type { ClassCode } from '../../source/code.ts';
import { decorationsOfClass } from '../decorations.ts';
import { noPrefix, type RoutePath, underAll } from '../router.ts';
import { type Controller, decoratedRoutes, pathsGivenTo, type Scene } from './decorated-routes.ts';

/** Ts.ED: `@Controller` and its methods, below what `mount` of `@Configuration` says and the controllers that list them as children. */
export const tsEd = decoratedRoutes({
  name: 'ts.ed',
  packages: ['@tsed/common', '@tsed/di', '@tsed/schema', '@tsed/platform-http'],
  methods: {
    Get: 'GET',
    Post: 'POST',
    Put: 'PUT',
    Patch: 'PATCH',
    Delete: 'DELETE',
    Head: 'HEAD',
    Options: 'OPTIONS',
    All: 'ALL',
  },
  classes: ['Controller', 'Configuration'],
  basesOf(controller, scene) {
    const bases = pathsGivenTo(controller, ['Controller']);
    return bases && underAll(prefixesOf(controller.type.code, scene, 0), bases);
  },
});

const maxDepth = 8;

function prefixesOf(code: ClassCode, scene: Scene, depth: number): readonly RoutePath[] {
  if (depth > maxDepth) return noPrefix;
  const prefixes: RoutePath[] = [];
  const fromPatterns: RoutePath[] = [];
  for (const { parent, options } of optionsIn(scene)) {
    if (classesIn(options.properties.get('children')).includes(code)) {
      const own = pathsGivenTo(parent, ['Controller']) ?? [];
      prefixes.push(...underAll(prefixesOf(parent.type.code, scene, depth + 1), own));
    }
    const mount = options.properties.get('mount');
    for (const [path, list] of mount?.kind === 'object' ? mount.properties : []) {
      const classes = classesIn(list);
      if (classes.includes(code)) prefixes.push({ path, confidence: 1 });
      else if (classes.length === 0) fromPatterns.push({ path, confidence: 1 });
    }
  }
  if (prefixes.length > 0) return prefixes;
  // Below one pattern of files stand all controllers; of several the code does not say which.
  const [first, ...others] = fromPatterns;
  return first ? [{ ...first, confidence: others.length === 0 ? 1 : 0.5 }] : noPrefix;
}

/** The options of controllers and servers. */
function optionsIn({
  program,
  machine,
}: Scene): { readonly parent: Controller; readonly options: ObjectValue }[] {
  return program.application.flatMap(({ path: file, classes }) =>
    classes.flatMap((code) => {
      if (code.decorators.length === 0 || !code.variable?.isTopLevel) return [];
      const type = machine.lookUp(machine.loadModule(file), code.variable);
      if (type.kind !== 'class') return [];
      const decorations = decorationsOfClass(machine, type);
      return decorations.flatMap(({ args: [options] }) =>
        options?.kind === 'object' ? [{ parent: { type, decorations }, options }] : [],
      );
    }),
  );
}

function classesIn(value: Value | undefined): ClassCode[] {
  if (!value) return [];
  return optionsOf(value).flatMap((each) => {
    if (each.kind === 'class') return [each.code];
    if (each.kind === 'object') return [...each.properties.values()].flatMap(classesIn);
    return each.kind === 'array' ? each.items.flatMap(classesIn) : [];
  });
}
