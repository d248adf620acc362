import type { Machine } from '../../evaluate/machine.ts';
import type { Site } from '../../evaluate/model.ts';
import { type ClassValue, optionsOf, type Value, unknown } from '../../evaluate/value.ts';

/** Where controllers of version 4 and 5 stand. */
const folders = ['app/Controllers/Http', 'app/controllers/http', 'app/controllers'];

/**
 * The method behind a handler: `[Orders, 'list']`, `[() => import('#controllers/orders'), 'list']`, `[Action]`,
 * `'OrdersController.list'`, `'#controllers/orders.list'`; the name of it where the class is not seen.
 */
export function controllerMethod(machine: Machine, handler: Value, site: Site): Value {
  if (handler.kind === 'array') {
    const [controller, name] = handler.items;
    const method = name?.kind === 'text' ? name.value : 'handle';
    return (controller && methodOf(machine, controller, method, site)) ?? handler;
  }
  if (handler.kind !== 'text') return methodOf(machine, handler, 'handle', site) ?? handler;
  const [, path = '', method = 'handle'] = /^(.*?)(?:\.(\w+))?$/.exec(handler.value) ?? [];
  const controller = classAt(machine, path, site);
  return (
    (controller && methodOf(machine, controller, method, site)) ?? unknown(handler.value.replace(/^.*\//, ''))
  );
}

function methodOf(machine: Machine, controller: Value, method: string, site: Site): Value | null {
  const type = classOf(machine, controller, site);
  if (!type) return null;
  const found = machine.property(
    { kind: 'object', properties: new Map(), class: type, site: null, literal: null },
    method,
  );
  if (found.kind === 'closure') return found;
  // Without a method of that name something else runs the class.
  return unknown(method === 'handle' ? type.code.name : `${type.code.name}.${method}`);
}

/** A class, or what a function that imports one lazily gives; null for other functions. */
function classOf(machine: Machine, value: Value, site: Site): ClassValue | null {
  for (const each of optionsOf(value)) {
    if (each.kind === 'class') return each;
    const isLazy = each.kind === 'closure' && each.code.isArrow && each.code.parameters.length === 0;
    const given = isLazy ? machine.call(each, [], site) : each;
    if (given.kind !== 'namespace') continue;
    const type = machine.property(given, 'default');
    if (type.kind === 'class') return type;
  }
  return null;
}

/** The class of a controller that is named by a string, in the application of the file that names it. */
function classAt(machine: Machine, path: string, { file }: Site): Value | null {
  if (path.startsWith('#')) return machine.imported(file, path, 'default');
  const root = file.replace(/(?:^|\/)start\/.*$/, '');
  const below = root === '' || root === file ? '' : `${root}/`;
  const name = path.replace(/^App\/Controllers\/Http\//, '');
  for (const folder of folders) {
    for (const extension of ['ts', 'js']) {
      const place = `${below}${folder}/${name}.${extension}`;
      if (machine.modules.has(place)) return machine.exported(place, 'default');
    }
  }
  return null;
}
