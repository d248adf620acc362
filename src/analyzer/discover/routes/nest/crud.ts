import { optionsOf, type Value } from '../../evaluate/value.ts';
import type { DecoratedMember, Decoration } from '../decorations.ts';

/** A method that `@Crud` gives to a controller. */
export interface CrudRoute {
  readonly method: string;
  /** Below the path of the controller. */
  readonly path: string;
  /** `getManyBase`, or the method of the controller that stands for it. */
  readonly name: string;
  readonly member: DecoratedMember | null;
}

export const crudPackages = ['@nestjsx/crud', '@dataui/crud', '@rewiko/crud'];

const generated = [
  { method: 'GET', path: '', name: 'getManyBase' },
  { method: 'GET', path: ':id', name: 'getOneBase' },
  { method: 'POST', path: '', name: 'createOneBase' },
  { method: 'POST', path: 'bulk', name: 'createManyBase' },
  { method: 'PATCH', path: ':id', name: 'updateOneBase' },
  { method: 'PUT', path: ':id', name: 'replaceOneBase' },
  { method: 'DELETE', path: ':id', name: 'deleteOneBase' },
];

/**
 * The routes that `@Crud({ routes, params })` adds to a controller; methods with `@Override` answer in their place.
 *
 * Source: the page of the crud decorator in the documentation of @nestjsx/crud. `recoverOneBase` needs soft deletion and is
 * left out.
 */
export function crudRoutes(
  decorations: readonly Decoration[],
  members: readonly DecoratedMember[],
): CrudRoute[] {
  const crud = decorations.find((each) => each.name === 'Crud' && isOfCrud(each));
  if (!crud) return [];
  const [options] = crud.args;
  const routes = propertyOf(options, 'routes');
  const only = textsOf(propertyOf(routes, 'only'));
  const excluded = textsOf(propertyOf(routes, 'exclude'));
  const parameter = primaryParameter(propertyOf(options, 'params'));
  const overriding = overridingMembers(members);
  return generated
    .filter(({ name }) => (only.length === 0 || only.includes(name)) && !excluded.includes(name))
    .map(({ method, path, name }) => {
      const member = overriding.get(name) ?? null;
      return {
        method,
        path: path.replace(':id', `:${parameter}`),
        name: member?.member.name ?? name,
        member,
      };
    });
}

function isOfCrud({ package: from }: Decoration): boolean {
  return crudPackages.includes(from);
}

/** `@Override() getOne()` or `@Override('getOneBase') anyName()`. */
function overridingMembers(members: readonly DecoratedMember[]): Map<string, DecoratedMember> {
  const found = new Map<string, DecoratedMember>();
  for (const each of members) {
    const override = each.decorations.find((one) => one.name === 'Override' && isOfCrud(one));
    if (!override) continue;
    const [given] = override.args;
    found.set(given?.kind === 'text' ? given.value : `${each.member.name}Base`, each);
  }
  return found;
}

function primaryParameter(params: Value | undefined): string {
  for (const [name, value] of params?.kind === 'object' ? params.properties : []) {
    const primary = propertyOf(value, 'primary');
    if (primary?.kind === 'scalar' && primary.value === true) return name;
  }
  return 'id';
}

function propertyOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.properties.get(name) : undefined;
}

function textsOf(value: Value | undefined): string[] {
  if (!value) return [];
  return optionsOf(value).flatMap((each) => {
    if (each.kind === 'array') return each.items.flatMap(textsOf);
    return each.kind === 'text' ? [each.value] : [];
  });
}
