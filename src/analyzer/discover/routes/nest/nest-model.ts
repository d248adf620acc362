import type { Model, Runner, Site } from '../../evaluate/model.ts';
import { type ExternalValue, type MadeValue, unknown, type Value } from '../../evaluate/value.ts';
import { type Decoration, decoration } from '../decorations.ts';
import { crudPackages } from './crud.ts';

/** What `NestFactory.create` gives, with what is set on it. */
export interface NestApplication {
  readonly kind: 'application';
  readonly site: Site;
  /** The root module. */
  readonly module: Value;
  prefix: { readonly path: Value; readonly options: Value | undefined } | null;
  versioning: Value | null;
  /** An application that does not listen only lends its services, to read configuration or run a command. */
  listens: boolean;
}

/** `RouterModule.register([…])`. */
export interface RouterTree {
  readonly kind: 'tree';
  readonly branches: Value | undefined;
}

/** How Nest behaves while the application is put together; applications are added as they are made. */
export function nestModel(applications: NestApplication[]): Model {
  return {
    name: 'nest',
    packages: ['@nestjs/core', '@nestjs/common', '@nestjs/config', '@nestia/core', ...crudPackages],
    entryPackages: ['@nestjs/core'],
    callExternal(callee, args, site, runner) {
      if (callee.package === '@nestjs/core') return callCore(applications, callee, args, site);
      return callee.package === '@nestjs/config'
        ? callConfig(callee, args)
        : callCommon(callee, args, site, runner);
    },
    callMember: (self, name, args, site, runner) => callApplication(self, name, args, site, runner),
  };
}

function made(thing: NestApplication | RouterTree): MadeValue {
  return { kind: 'made', model: 'nest', thing };
}

function callCore(
  applications: NestApplication[],
  { path }: ExternalValue,
  args: readonly Value[],
  site: Site,
): Value | null {
  switch (path.join('.')) {
    case 'NestFactory.create': {
      const [module = unknown('module')] = args;
      const application: NestApplication = {
        kind: 'application',
        site,
        module,
        prefix: null,
        versioning: null,
        listens: false,
      };
      applications.push(application);
      return made(application);
    }
    case 'RouterModule.register':
      return made({ kind: 'tree', branches: args[0] });
    default:
      return null;
  }
}

/** A module that is there when a variable of the environment says so. */
function callConfig({ path }: ExternalValue, [first]: readonly Value[]): Value | null {
  return path.join('.') === 'ConditionalModule.registerWhen' ? (first ?? null) : null;
}

function callCommon(
  { package: from, path }: ExternalValue,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value | null {
  const [name = '', ...rest] = path;
  const [verb] = rest;
  // `@TypedRoute.Get()` of nestia is the same with checks.
  if (from === '@nestia/core' && rest.length === 1 && verb)
    return decoration('nest', '@nestjs/common', verb, args);
  if (rest.length > 0) return null;
  // It applies the first one first, unlike decorators that stand one above the other.
  if (name === 'applyDecorators') return { kind: 'array', items: args.toReversed() };
  if (name === 'forwardRef') return args[0] ? runner.call(args[0], [], site) : null;
  return /^[A-Z][A-Za-z]*$/.test(name) ? decoration('nest', from, name, args) : null;
}

function callApplication(
  self: MadeValue,
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value {
  const application = self.thing as NestApplication | Decoration | RouterTree;
  if (application.kind !== 'application') return unknown('');
  const [first, second] = args;
  if (name === 'setGlobalPrefix' && first) application.prefix = { path: first, options: second };
  else if (name === 'enableVersioning') application.versioning = first ?? { kind: 'scalar', value: true };
  else if (name === 'listen') {
    application.listens = true;
    for (const each of args) if (each.kind === 'closure') runner.call(each, [], site);
  }
  return unknown(name);
}
