import type { Diagnostic } from '../../../../model/diagnostic.ts';
import type { Machine } from '../../evaluate/machine.ts';
import { survives } from '../../evaluate/survives.ts';
import type { ClassValue, Value } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import type { CallExpression, ClassCode, Expression, Variable } from '../../source/code.ts';
import { classValue, decorationsOf } from '../decorations.ts';
import type { FoundRoute, RouteDiscoverer } from '../discoverer.ts';
import { verbOf } from '../register.ts';
import { toPaths } from '../route-path.ts';
import { noPrefix, type RoutePath, underAll } from '../router.ts';
import { membersOfClass } from '../../evaluate/class-members.ts';

/** What the names say is likely; what the decorators do is not followed, and what stands before the paths is not known. */
const namedConfidence = 0.7;

const classNames = /^(?:\w*(?:controller|router|resource)|route|path|rest|api|endpoint|prefix)$/i;
const verbNames =
  /^(?:http|api)?(get|post|put|patch|delete|del|head|options|all)(?:route|mapping|request|endpoint)?$/i;
const routeNames = /^(?:http|api|request)?(?:route|endpoint|mapping|method|action)$/i;

/**
 * Decorators of the project itself: methods under a decorator named after a verb, in a class under one named after a controller.
 *
 * Both have to be functions of the project that no known framework is behind; one of them alone makes no route.
 */
export const ownDecorators: RouteDiscoverer = {
  name: 'own decorators',
  applies: (_, { application }) => application.some(({ classes }) => classes.some(isDecorated)),
  start: () => ({
    model: { name: 'own decorators', packages: [], callExternal: () => null },
    finish(program, machine) {
      const routes = routesOf(program, machine);
      return { routes, wiringFiles: new Set(), diagnostics: byName(routes) };
    },
  }),
};

function byName(routes: readonly FoundRoute[]): Diagnostic[] {
  const [first] = routes;
  if (!first) return [];
  const message = `${routes.length} routes stand under decorators of the project that are known by their names alone; a prefix that is added to all of them is not known`;
  return [
    { severity: 'note', code: 'ROUTES_BY_NAME', message, location: { path: first.file, line: first.line } },
  ];
}

function isDecorated({ decorators, members }: ClassCode): boolean {
  return decorators.length > 0 && [...members.values()].some((member) => member.decorators.length > 0);
}

function routesOf({ application }: Program, machine: Machine): FoundRoute[] {
  const found: FoundRoute[] = [];
  for (const { path: file, classes } of application) {
    for (const code of classes) {
      if (!code.decorators.some((each) => ownCall(machine, file, each, classNames))) continue;
      survives(machine, () => {
        const type = classValue(machine, file, code);
        if (type) found.push(...controllerRoutes(machine, type));
      });
    }
  }
  return found;
}

function controllerRoutes(machine: Machine, type: ClassValue): FoundRoute[] {
  const { code, frame } = type;
  const [base] = code.decorators.flatMap((each) => ownCall(machine, frame.file, each, classNames) ?? []);
  const bases = base ? basesOf(machine.evaluate(frame, base.arguments[0] ?? nothing)) : noPrefix;
  return [...membersOfClass(machine, type)].flatMap(({ member, frame: at }) =>
    member.decorators.flatMap((decorator) => {
      const mapping = mappingOf(machine, at.file, decorator, (each) => machine.evaluate(at, each));
      if (!mapping || decorationsOf(machine, at, [decorator]).length > 0) return [];
      const handler = { name: `${code.name}.${member.name}`, functions: member.code ? [member.code] : [] };
      const line = at.file === frame.file ? member.line : code.line;
      return underAll(bases, mapping.paths).map(({ path, confidence }) => ({
        method: mapping.method,
        path,
        file: frame.file,
        line,
        handler,
        framework: 'own decorators',
        confidence: Math.round(confidence * namedConfidence * 100) / 100,
      }));
    }),
  );
}

const nothing: Expression = { kind: 'literal', value: '' };

/** `'/orders'`, `['/a', '/b']` or `{ path: '/orders' }`. */
function basesOf(value: Value): readonly RoutePath[] {
  if (value.kind !== 'object')
    return value.kind === 'text' || value.kind === 'array' ? toPaths(value) : noPrefix;
  for (const name of ['path', 'basePath', 'prefix', 'route']) {
    const given = value.properties.get(name);
    if (given) return toPaths(given);
  }
  return noPrefix;
}

/** `@Get('/x')`, `@HttpPost()`, `@Route('get', '/x')`, `@Route({ method: 'GET', path: '/x' })`. */
function mappingOf(
  machine: Machine,
  file: string,
  decorator: Expression,
  evaluate: (expression: Expression) => Value,
): { readonly method: string; readonly paths: readonly RoutePath[] } | null {
  const verb = ownCall(machine, file, decorator, verbNames);
  if (verb) {
    const method = methodOf(verbNames.exec(nameOf(verb.callee))?.[1] ?? '');
    const [first] = verb.arguments;
    return method === undefined ? null : { method, paths: first ? basesOf(evaluate(first)) : noPrefix };
  }
  const route = ownCall(machine, file, decorator, routeNames);
  const [first, second] = (route?.arguments ?? []).map(evaluate);
  if (first?.kind === 'object') {
    const given = first.properties.get('method');
    const method = given?.kind === 'text' ? methodOf(given.value) : undefined;
    return method === undefined ? null : { method, paths: basesOf(first) };
  }
  const method = first?.kind === 'text' ? methodOf(first.value) : undefined;
  return method === undefined || !second ? null : { method, paths: basesOf(second) };
}

function methodOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  return lower === 'del' ? 'DELETE' : verbOf(lower === '*' ? '' : lower);
}

/** The call of a decorator of the project with a name of some kind; null for any other. */
function ownCall(
  machine: Machine,
  file: string,
  decorator: Expression,
  names: RegExp,
): CallExpression | null {
  if (decorator.kind !== 'call' || !names.test(nameOf(decorator.callee))) return null;
  const { callee } = decorator;
  const start = callee.kind === 'member' ? callee.object : callee;
  const variable = start.kind === 'name' ? start.variable : null;
  return variable && isOwn(machine, file, variable) ? decorator : null;
}

function isOwn({ linker }: Machine, file: string, { origin, isTopLevel }: Variable): boolean {
  if (!origin) return isTopLevel;
  const definition = linker.imported(file, origin.specifier, origin.imported);
  return definition !== null && definition.kind !== 'external';
}

function nameOf(callee: Expression): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' && typeof callee.property === 'string' ? callee.property : '';
}
