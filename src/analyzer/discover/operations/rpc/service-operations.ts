import { membersShown } from '../../evaluate/exports-of.ts';
import type { Machine } from '../../evaluate/machine.ts';
import type { Site } from '../../evaluate/model.ts';
import { toText } from '../../evaluate/text.ts';
import { closuresAmong, optionsOf, type Value } from '../../evaluate/value.ts';
import type { FoundOperation } from '../../routes/discoverer.ts';
import { handlerOf } from '../../routes/handler.ts';

/** The service or a part of its name is not known. */
const placeholderConfidence = 0.5;

/** What a server was given: the definition of a service and what answers its methods. */
export interface AddedService {
  readonly definition: Value;
  readonly implementation: Value;
  readonly site: Site;
}

/** The methods of a service that functions of the project answer. */
export function serviceOperations(
  machine: Machine,
  { definition, implementation, site }: AddedService,
  framework: string,
): FoundOperation[] {
  return optionsOf(implementation).flatMap((each) =>
    [...methodsOf(machine, each)].map(([key, value]): FoundOperation => {
      const name = declaredName(machine, definition, key) ?? `${serviceName(machine, definition)}.${key}`;
      const [closure] = closuresAmong([value]);
      return {
        protocol: 'rpc',
        name,
        apis: [],
        file: closure?.frame.file ?? site.file,
        line: closure?.code.line ?? site.line,
        handler: handlerOf([value]),
        framework,
        confidence: name.includes('{') ? placeholderConfidence : 1,
      };
    }),
  );
}

/** Functions of an object, and the methods of the class of an instance. */
function methodsOf(machine: Machine, value: Value): [string, Value][] {
  const members = new Map(membersShown(machine, value));
  if (value.kind === 'object' && value.class) {
    for (const [name, { code }] of value.class.code.members)
      if (code) members.set(name, machine.property(value, name));
  }
  return [...members].filter(([, each]) => closuresAmong([each]).length > 0);
}

/** `/orders.OrderService/FindOne` of a generated definition. */
function declaredName(machine: Machine, definition: Value, key: string): string | null {
  const method = membersShown(machine, definition).get(key);
  const path = method && membersShown(machine, method).get('path');
  return path?.kind === 'text' ? path.value.replace(/^\//, '').replace('/', '.') : null;
}

/** The `typeName` of a definition, else how code speaks of it: `OrderService` of `proto.orders.OrderService.service`. */
function serviceName(machine: Machine, definition: Value): string {
  const typeName = membersShown(machine, definition).get('typeName');
  if (typeName?.kind === 'text') return typeName.value;
  const path =
    definition.kind === 'external'
      ? definition.path
      : toText(definition)
          .value.replaceAll(/^\{|\}$/g, '')
          .split('.');
  const last = path.filter((each) => each !== '()' && each !== 'service').at(-1) ?? '';
  return /^[A-Z]\w*$/.test(last) ? last : '{service}';
}
