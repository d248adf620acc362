import { type Component, type ComponentKind, ofKind } from './blueprint.ts';
import { kernelParts } from './kernel-parts.ts';
import { camel, kebab, pascal } from './layout.ts';
import { classOf, indent, instanceOf, type Method, printMethods, type Source } from './source.ts';
import { access, type Operation, transaction, writeEntity } from './write-data.ts';
import { writeEntry } from './write-entry.ts';
import { verbs } from './industries.ts';

const crud: readonly Operation[] = ['get', 'list', 'create', 'update', 'remove'];
const parametersOf: Readonly<Record<Operation, string>> = {
  get: 'id: string',
  list: '',
  create: 'input: object',
  update: 'id: string, input: object',
  remove: 'id: string',
};

/** How the body of a file of each kind is written; without its imports. */
const writers: Readonly<Record<ComponentKind, (source: Source, component: Component) => string>> = {
  entity: writeEntity,
  repository: writeRepository,
  store: writeStore,
  service: writeService,
  workflow: writeService,
  entry: writeEntry,
  dto: writeDto,
  mapper: writeFunctions,
  rules: writeFunctions,
  helper: writeFunctions,
  constants: (_source, component) => writeConstants(component),
  errors: writeErrors,
  job: writeJob,
  kernel: writeKernel,
  test: writeTest,
};

/** The body of a file without its imports. */
export function writePart(source: Source, component: Component): string {
  return writers[component.kind](source, component);
}

/** What a method is called: `create`, or `createOrder` where people repeat the subject. */
export function methodName(operation: string, subject: Component, plainMethods: boolean): string {
  return plainMethods ? operation : `${operation}${pascal(subject.words)}`;
}

function writeRepository(source: Source, component: Component): string {
  const entity = component.about as Component;
  const { plainMethods } = source.site.habits;
  const methods = crud.map(
    (operation): Method => ({
      name: methodName(operation, entity, plainMethods),
      parameters: parametersOf[operation],
      body: [`return ${access(source, entity, operation)};`],
    }),
  );
  return printMethods(source, component, methods, { isRepository: true }) + sprinkle(source, component);
}

/** One class for all tables, as people write it before they have heard of repositories. */
function writeStore(source: Source, component: Component): string {
  const methods = ofKind(component.uses, 'entity').flatMap((entity) =>
    crud.map(
      (operation): Method => ({
        name: methodName(operation, entity, false),
        parameters: parametersOf[operation],
        body: [`return ${access(source, entity, operation)};`],
      }),
    ),
  );
  return printMethods(source, component, methods, { isRepository: true });
}

/** A line for each thing that is used in passing. */
function kernelLines(source: Source, component: Component): string[] {
  return ofKind(component.uses, 'kernel').flatMap((used) => {
    const part = kernelParts.find(({ name }) => name === kebab(used.words));
    if (!part || part.example === '') return [];
    source.symbol(used, part.symbol);
    return [part.example.startsWith('throw') ? `if (!input) ${part.example};` : `${part.example};`];
  });
}

function sprinkle(source: Source, component: Component): string {
  const lines = kernelLines(source, component);
  if (lines.length === 0) return '';
  return `\nexport async function prepare${pascal(component.words)}(input: object): Promise<void> {\n${indent(lines, 1)}\n}\n`;
}

function writeService(source: Source, component: Component): string {
  const { habits } = source.site;
  const about = component.about ?? component;
  const repository = ofKind(component.uses, 'repository').find((used) => used.about === component.about);
  const store = ofKind(component.uses, 'store')[0];
  const methods: Method[] =
    component.about === null
      ? []
      : crud.map((operation): Method => {
          const name = methodName(operation, about, habits.plainMethods);
          const call = repository
            ? `${source.reach(repository)}.${name}(${argumentsOf(operation)})`
            : store
              ? `${source.reach(store)}.${methodName(operation, about, false)}(${argumentsOf(operation)})`
              : access(source, about, operation);
          return { name, parameters: parametersOf[operation], body: [`return ${call};`] };
        });
  const others = [...component.uses].filter(
    (used) => used !== repository && used !== about && used !== store,
  );
  const steps = others.flatMap((used) => stepOf(source, used));
  const written = component.together.length > 0 ? transaction(source, component.together) : [];
  const verb = verbs[(component.words.join('').length + others.length) % verbs.length] as string;
  if (steps.length + written.length > 0 || component.about === null) {
    methods.push({
      name: component.kind === 'workflow' ? 'run' : methodName(verb, about, habits.plainMethods),
      parameters: 'id: string, input: object',
      body: [
        ...component.terms.slice(0, 2).map((term) => `const ${term} = { id, ${term}: 0 };`),
        ...steps,
        ...written,
        `return { id };`,
      ],
    });
  }
  return printMethods(source, component, methods);
}

function argumentsOf(operation: Operation): string {
  return parametersOf[operation].replace(/: \w+/g, '');
}

/** What a service does with something that it uses. */
function stepOf(source: Source, used: Component): string[] {
  const { habits, kernel } = source.site;
  switch (used.kind) {
    case 'service': {
      const subject = used.about ?? used;
      return [`await ${source.reach(used)}.${methodName('get', subject, habits.plainMethods)}(id);`];
    }
    case 'repository':
      return [
        `await ${source.reach(used)}.${methodName('list', used.about as Component, habits.plainMethods)}();`,
      ];
    case 'workflow':
      return [`await ${source.reach(used)}.run(id, input);`];
    case 'entity':
      return [`await ${access(source, used, used.words.join('').length % 2 === 0 ? 'update' : 'list')};`];
    case 'dto':
      source.symbol(used, dtoName(used), true);
      return [`const request = input as ${dtoName(used)};`];
    case 'rules':
    case 'helper':
    case 'mapper':
      return [`${source.symbol(used, functionName(used))}(input);`];
    case 'constants':
      return [`if (input === ${source.symbol(used, constantName(used))}.open) return { id };`];
    case 'errors':
      return [
        `if (!input) throw new ${source.symbol(used, classOf(used, habits).replace(/Errors$/, 'Error'))}('invalid');`,
      ];
    case 'kernel': {
      const part = kernelParts.find(({ name }) => kernel(name) === used);
      if (!part || part.example === '') return [];
      source.symbol(used, part.symbol);
      return [part.example.startsWith('throw') ? `if (!input) ${part.example};` : `${part.example};`];
    }
    default:
      return [];
  }
}

export function dtoName({ words }: Component): string {
  return `Create${pascal(words)}Dto`;
}

function functionName({ kind, words }: Component): string {
  return kind === 'mapper' ? `to${pascal(words)}View` : camel(['derive', ...words]);
}

function constantName({ words }: Component): string {
  return `${pascal(words)}Status`;
}

function writeDto(source: Source, component: Component): string {
  const fields = component.terms.slice(0, 4).map((field) => `  ${field}!: string;`);
  const constants = ofKind(component.uses, 'constants').map((used) => {
    const name = source.symbol(used, constantName(used), true);
    return `  status?: keyof typeof ${name};`;
  });
  const name = dtoName(component);
  return [
    `export class ${name} {`,
    ...fields,
    ...constants,
    '}',
    '',
    `export type Update${pascal(component.words)}Dto = Partial<${name}>;`,
    '',
  ].join('\n');
}

function writeFunctions(source: Source, component: Component): string {
  const { habits } = source.site;
  const isPrisma = habits.orm === 'prisma';
  const types = ofKind(component.uses, 'entity').map((entity) => {
    if (isPrisma) return pascal(entity.words);
    return source.symbol(entity, classOf(entity, habits), true);
  });
  if (isPrisma) for (const type of types) source.package('@prisma/client', type);
  const argument =
    types[0] === undefined ? 'object' : habits.orm === 'mongoose' ? `typeof ${types[0]}` : types[0];
  const steps = ofKind(component.uses, 'helper', 'kernel', 'rules').flatMap((used) => stepOf(source, used));
  const terms = component.terms
    .slice(0, 3)
    .map((term) => `const ${term} = Object.keys(input).indexOf('${term}');`);
  return [
    `export function ${functionName(component)}(input: ${argument} | object) {`,
    indent(
      [
        ...terms,
        ...steps.map((step) => step.replace('await ', 'void ')),
        `return { ${component.terms.slice(0, 3).join(', ')} };`,
      ],
      1,
    ),
    '}',
    '',
  ].join('\n');
}

function writeConstants(component: Component): string {
  const name = constantName(component);
  return [
    `export const ${name} = {`,
    "  open: 'open',",
    ...component.terms.slice(0, 3).map((term) => `  ${term}: '${term}',`),
    '} as const;',
    '',
  ].join('\n');
}

function writeErrors(source: Source, component: Component): string {
  const base = ofKind(component.uses, 'kernel')[0];
  const name = classOf(component, source.site.habits).replace(/Errors$/, 'Error');
  const parent = base ? source.symbol(base, 'AppError') : 'Error';
  return `export class ${name} extends ${parent} {}\n\nexport class ${name.replace(/Error$/, 'ConflictError')} extends ${name} {}\n`;
}

function writeJob(source: Source, component: Component): string {
  const { habits } = source.site;
  const steps = [...component.uses].flatMap((used) => stepOf(source, used));
  const method = { name: 'everyNight', parameters: "id = 'all', input: object = {}", body: steps };
  if (habits.services !== 'injected') return printMethods(source, component, [method]);
  const cron = source.package('@nestjs/schedule', 'Cron');
  return printMethods(source, component, [{ ...method, decorators: [`@${cron}('0 3 * * *')`] }]);
}

function writeKernel(source: Source, component: Component): string {
  const { kernel } = source.site;
  const part = partOf(source, component);
  for (const name of part.needs) {
    const needed = kernel(name);
    const symbol = kernelParts.find((each) => each.name === name)?.symbol;
    if (needed && symbol) source.symbol(needed, symbol);
  }
  return part.text;
}

function partOf(source: Source, component: Component) {
  const { habits } = source.site;
  const part = kernelParts.find(
    ({ name, when }) => name === kebab(component.words) && (when === undefined || when(habits)),
  );
  if (!part) throw new Error(`no part of the shared kernel is called ${kebab(component.words)}`);
  return part;
}

function writeTest(source: Source, component: Component): string {
  const { habits } = source.site;
  const [tested] = component.uses;
  if (!tested) return '';
  const name =
    habits.services === 'functions' ? source.reach(tested) : source.symbol(tested, classOf(tested, habits));
  return [
    `describe('${instanceOf(tested, habits)}', () => {`,
    "  it('is there', () => {",
    `    expect(${name}).toBeDefined();`,
    '  });',
    '});',
    '',
  ].join('\n');
}
