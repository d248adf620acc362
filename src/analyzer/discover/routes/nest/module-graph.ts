import type { Machine } from '../../evaluate/machine.ts';
import { type ClassValue, optionsOf, type Value } from '../../evaluate/value.ts';
import type { ClassCode } from '../../source/code.ts';
import { joinPath } from '../router.ts';
import { toPaths } from '../route-path.ts';
import { decorationsOfClass } from '../decorations.ts';
import type { RouterTree } from './nest-model.ts';

/** A controller as an application sees it. */
export interface ReachedController {
  readonly type: ClassValue;
  /** The path that `RouterModule` gives to its module; empty without any. */
  readonly modulePath: string;
}

/** Every controller of the modules that a root module imports, directly or not. */
export function controllersOf(machine: Machine, root: Value): ReachedController[] {
  const modules = new Map<ClassCode, { readonly type: ClassValue; readonly controllers: ClassValue[] }>();
  const paths = new Map<ClassCode, string>();
  const open: Value[] = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const value of optionsOf(next)) {
      if (value.kind === 'array') open.push(...value.items);
      else if (value.kind === 'made') addTree(value.thing as RouterTree, paths);
      else if (value.kind === 'object') visitDynamic(machine, value, modules, open);
      else if (value.kind === 'class' && !modules.has(value.code)) visitModule(machine, value, modules, open);
    }
  }
  return [...modules.values()].flatMap(({ type, controllers }) =>
    controllers.map((each) => ({ type: each, modulePath: paths.get(type.code) ?? '' })),
  );
}

type Modules = Map<ClassCode, { readonly type: ClassValue; readonly controllers: ClassValue[] }>;

function visitModule(machine: Machine, type: ClassValue, modules: Modules, open: Value[]): void {
  const entry = { type, controllers: [] as ClassValue[] };
  modules.set(type.code, entry);
  for (const { name, args } of decorationsOfClass(machine, type)) {
    if (name !== 'Module') continue;
    for (const options of args[0] ? optionsOf(args[0]) : [])
      if (options.kind === 'object') addMembers(options, entry.controllers, open);
  }
}

/** What `forRoot()` and its like return: a module with more imports and controllers. */
function visitDynamic(
  machine: Machine,
  value: Value & { kind: 'object' },
  modules: Modules,
  open: Value[],
): void {
  const type = value.properties.get('module');
  if (type?.kind !== 'class') return;
  if (!modules.has(type.code)) visitModule(machine, type, modules, open);
  const entry = modules.get(type.code);
  if (entry) addMembers(value, entry.controllers, open);
}

function addMembers(
  { properties }: Value & { kind: 'object' },
  controllers: ClassValue[],
  open: Value[],
): void {
  const imports = properties.get('imports');
  if (imports) open.push(imports);
  for (const each of classesIn(properties.get('controllers'))) {
    if (!controllers.some(({ code, frame }) => code === each.code && frame === each.frame))
      controllers.push(each);
  }
}

function classesIn(value: Value | undefined): ClassValue[] {
  if (!value) return [];
  return optionsOf(value).flatMap((each): ClassValue[] => {
    if (each.kind === 'class') return [each];
    return each.kind === 'array' ? each.items.flatMap(classesIn) : [];
  });
}

function addTree(tree: RouterTree | { readonly kind: string }, paths: Map<ClassCode, string>): void {
  if (!('branches' in tree)) return;
  const open = [{ branches: tree.branches, prefix: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { branches, prefix } = next;
    for (const branch of branches?.kind === 'array' ? branches.items : []) {
      if (branch.kind === 'class') paths.set(branch.code, prefix);
      if (branch.kind !== 'object') continue;
      const [own] = toPaths(branch.properties.get('path'));
      const path = joinPath(prefix, own?.path ?? '');
      const module = branch.properties.get('module');
      if (module?.kind === 'class') paths.set(module.code, path);
      open.push({ branches: branch.properties.get('children'), prefix: path });
    }
  }
}
