import type { Machine } from '../../evaluate/machine.ts';
import { survives } from '../../evaluate/survives.ts';
import { type ObjectValue, optionsOf, type Value } from '../../evaluate/value.ts';
import type { AppFolder } from './app-folders.ts';

/** The configuration file of an application by its name; undefined without any. */
export function configFileOf({ modules }: AppFolder, name: RegExp): string | undefined {
  for (const [path, module] of modules) if (name.test(path)) return module.path;
  return undefined;
}

/**
 * The objects that a configuration file may export, the likeliest first: the default export or what it returns, what it
 * gives to a function such as `defineConfig`, the objects that it declares.
 */
export function configObjects(machine: Machine, file: string): ObjectValue[] {
  const found: ObjectValue[] = [];
  const add = (value: Value) => {
    const values = optionsOf(value).flatMap((each) =>
      each.kind === 'closure' ? optionsOf(machine.invoke(each, [])) : [each],
    );
    for (const each of values) if (each.kind === 'object') found.push(each);
  };
  survives(machine, () => {
    add(machine.exported(file, 'default'));
    const frame = machine.loadModule(file);
    const module = machine.modules.get(file);
    const exported = module?.variables.get('default')?.values[0] ?? module?.commonExports.get('=');
    if (exported?.kind === 'call') for (const each of exported.arguments) add(machine.evaluate(frame, each));
    for (const value of frame.variables.values()) if (value.kind === 'object') add(value);
  });
  return found;
}

/** The value under some keys of the first of the objects that has it. */
export function configValue(objects: readonly ObjectValue[], ...keys: readonly string[]): Value | undefined {
  for (const object of objects) {
    let value: Value | undefined = object;
    for (const key of keys) value = value?.kind === 'object' ? value.properties.get(key) : undefined;
    if (value) return value;
  }
  return undefined;
}
