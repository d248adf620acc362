import { survives } from '../../evaluate/survives.ts';
import { decorationsOf } from '../../routes/decorations.ts';
import type { ClassCode, Expression } from '../../source/code.ts';
import { type Asked, consumersOf } from '../consumers.ts';
import type { Container, Search } from '../container.ts';
import { takenFrom } from '../container-calls.ts';
import { decoratorsOf } from '../decorators.ts';
import { tokensOfValue } from '../token.ts';
import { nestModules, visibleIn } from './nest-modules.ts';

/**
 * Nest: providers of every form in static and dynamic modules, seen through imports, exports and global modules;
 * constructors, properties, factories and `ModuleRef` that ask for them.
 *
 * Source: the chapters Custom providers, Dynamic modules and Module reference of docs.nestjs.com.
 */
export const nest: Container = {
  name: 'nest',
  applies: (packages) => packages.has('@nestjs/common'),
  find(search) {
    const modules = nestModules(search);
    const homes = new Map<ClassCode, ClassCode[]>();
    for (const [module, { members }] of modules) {
      for (const each of members) homes.set(each, [...(homes.get(each) ?? []), module]);
    }
    return {
      provisions: [...modules.values()].flatMap(({ provisions }) => provisions),
      injections: [
        ...consumersOf(search, {
          askedBy: (decorators, file) => askedBy(search, decorators, file),
          isMade: ({ decorators }) => decorators.length > 0,
          scopesOf: (type) => homes.get(type) ?? [],
        }),
        ...[...modules.values()].flatMap(({ factories }) => factories),
        ...takenFrom(search, {
          isOf: (name) => name === '@nestjs/core' || name === '@nestjs/common',
          methods: new Set(['get', 'resolve']),
          scopesOf: (type) => homes.get(type) ?? [],
        }),
      ],
      visible: (provisions, scope) => visibleIn(modules, provisions, scope),
    };
  },
};

function askedBy(search: Search, decorators: readonly Expression[], file: string): Asked | null {
  const { machine, program } = search;
  let asked: Asked | null = null;
  survives(machine, () => {
    const inject = decorationsOf(machine, machine.loadModule(file), decorators).find(
      ({ name }) => name === 'Inject',
    );
    if (inject) asked = { tokens: inject.args[0] ? tokensOfValue(inject.args[0]) : [], isList: false };
  });
  return asked ?? ofEntity(search, decoratorsOf(program, file, decorators));
}

/** `@InjectRepository(Order)`: the decorators of other packages name the class that they are about. */
function ofEntity({ valueOf }: Search, decorators: ReturnType<typeof decoratorsOf>): Asked | null {
  for (const {
    name,
    arguments: [first],
    file,
  } of decorators) {
    if (!/^Inject[A-Z]/.test(name) || !first) continue;
    const about = first.kind === 'member' && first.property === 'name' ? first.object : first;
    const value = valueOf(about, file);
    const tokens = value ? tokensOfValue(value).filter((each) => typeof each === 'object') : [];
    if (tokens.length > 0) return { tokens, isList: false, isAbout: true };
  }
  return null;
}
