import { posix } from 'node:path';
import { by } from '../../../src/lib/ordered.ts';
import type { Component, Habits } from './blueprint.ts';
import { camel, pascal, roleOf } from './layout.ts';

/** A file that imports a component. */
export interface Use {
  readonly file: string;
  readonly of: Component;
}

/** Where everything stands and how it is written. */
export interface Site {
  readonly habits: Habits;
  readonly pathOf: ReadonlyMap<Component, string>;
  /** The component of the shared kernel with a name, if the project has it. */
  readonly kernel: (name: string) => Component | undefined;
  /** The `index.ts` through which others import a component; none for what is imported itself. */
  readonly barrelOf: (component: Component) => string | undefined;
  /** Every use that was written so far. */
  readonly uses: Use[];
}

/** A function or method to be. */
export interface Method {
  readonly name: string;
  readonly parameters: string;
  readonly body: readonly string[];
  readonly decorators?: readonly string[];
}

/** The text of one file while it is being written; imports follow from what is asked for. */
export interface Source {
  readonly path: string;
  readonly site: Site;
  /** Imports a symbol of another file of the project and returns it. */
  symbol(of: Component, name: string, isType?: boolean): string;
  namespace(of: Component, name: string): string;
  package(from: string, name: string): string;
  /** An expression to call the methods of a service, repository or workflow on. */
  reach(target: Component): string;
  /** Has something injected and returns the expression for it. */
  inject(name: string, type: string, decorator?: string): string;
  readonly injected: readonly string[];
  /** The finished file. */
  print(body: string): string;
}

export function classOf(component: Component, habits: Habits): string {
  if (component.kind === 'entity' && habits.orm !== 'mongoose') return pascal(component.words);
  return pascal([...component.words, ...roleOf(component, habits).split('-').filter(Boolean)]);
}

export function instanceOf(component: Component, habits: Habits): string {
  return camel([...component.words, ...roleOf(component, habits).split('-').filter(Boolean)]);
}

interface Import {
  readonly values: Set<string>;
  readonly types: Set<string>;
  namespace: string | null;
}

export function createSource(path: string, feature: string | null, site: Site): Source {
  const imports = new Map<string, Import>();
  const injected = new Map<string, string>();
  const importOf = (specifier: string): Import => {
    const known = imports.get(specifier) ?? { values: new Set(), types: new Set(), namespace: null };
    imports.set(specifier, known);
    return known;
  };
  const placeOf = (of: Component): { specifier: string; isBarrel: boolean } => {
    site.uses.push({ file: path, of });
    const barrel = of.feature === feature ? undefined : site.barrelOf(of);
    const target = barrel ?? site.pathOf.get(of) ?? path;
    return { specifier: specifierOf(path, target, site.habits), isBarrel: barrel !== undefined };
  };
  const symbol: Source['symbol'] = (of, name, isType = false) => {
    const { values, types } = importOf(placeOf(of).specifier);
    (isType ? types : values).add(name);
    return name;
  };
  const inject: Source['inject'] = (name, type, decorator = '') => {
    injected.set(name, `${decorator}private readonly ${name}: ${type},`);
    return `this.${name}`;
  };
  return {
    path,
    site,
    symbol,
    inject,
    namespace(of, name) {
      const { specifier, isBarrel } = placeOf(of);
      if (isBarrel) importOf(specifier).values.add(name);
      else importOf(specifier).namespace = name;
      return name;
    },
    package(from, name) {
      importOf(from).values.add(name);
      return name;
    },
    reach(target) {
      const { habits } = site;
      const name = instanceOf(target, habits);
      if (habits.services === 'injected') return inject(name, symbol(target, classOf(target, habits)));
      const isModule =
        habits.services === 'functions' && target.kind !== 'repository' && target.kind !== 'store';
      return isModule ? this.namespace(target, name) : symbol(target, name);
    },
    get injected() {
      return [...injected.values()];
    },
    print: (body) => [...[...imports].sort(by(([name]) => name)).map(importLine), '', body].join('\n'),
  };
}

function importLine([specifier, { values, types, namespace }]: [string, Import]): string {
  const lines: string[] = [];
  if (namespace !== null) lines.push(`import * as ${namespace} from '${specifier}';`);
  const plain = [...values].sort().join(', ');
  const onlyTypes = [...types]
    .filter((name) => !values.has(name))
    .sort()
    .join(', ');
  if (plain) lines.push(`import { ${plain} } from '${specifier}';`);
  if (onlyTypes) lines.push(`import type { ${onlyTypes} } from '${specifier}';`);
  return lines.join('\n');
}

function specifierOf(from: string, to: string, { alias }: Habits): string {
  const target = to.replace(/(\/index)?\.ts$/, '');
  const relative = posix.relative(posix.dirname(from), target);
  if (alias && relative.startsWith('../')) return `@/${target.replace(/^src\//, '')}`;
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** A class, or functions, with methods; by the habit of the project. */
export function printMethods(
  source: Source,
  component: Component,
  methods: readonly Method[],
  { base = '', isRepository = false } = {},
): string {
  const { habits } = source.site;
  if (habits.services === 'functions' && !isRepository) {
    return methods
      .map(
        ({ name, parameters, body }) =>
          `export async function ${name}(${parameters}) {\n${indent(body, 1)}\n}\n`,
      )
      .join('\n');
  }
  const name = classOf(component, habits);
  const isInjected = habits.services === 'injected';
  if (isInjected) source.package('@nestjs/common', 'Injectable');
  const lines = [
    ...(isInjected ? ['@Injectable()'] : []),
    `export class ${name}${base === '' ? '' : ` extends ${base}`} {`,
    ...(source.injected.length === 0
      ? []
      : ['  constructor(', ...source.injected.map((each) => `    ${each}`), '  ) {}', '']),
    ...methods.flatMap(({ name: method, parameters, body, decorators = [] }, index) => [
      ...(index === 0 ? [] : ['']),
      ...decorators.map((each) => `  ${each}`),
      `  async ${method}(${parameters}) {`,
      indent(body, 2),
      '  }',
    ]),
    '}',
    ...(isInjected ? [] : ['', `export const ${instanceOf(component, habits)} = new ${name}();`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function indent(lines: readonly string[], depth: number): string {
  return lines.map((line) => (line === '' ? '' : '  '.repeat(depth) + line)).join('\n');
}
