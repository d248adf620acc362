import { type Component, ofKind } from './blueprint.ts';
import { kernelParts } from './kernel-parts.ts';
import { kebab } from './layout.ts';
import { classOf, instanceOf, type Source } from './source.ts';
import { routePath } from './write-data.ts';
import { dtoName, methodName } from './write-part.ts';

interface Endpoint {
  readonly verb: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly call: string;
  readonly handler: string;
}

/** Routes: a Nest controller or an Express router. */
export function writeEntry(source: Source, component: Component): string {
  const endpoints = endpointsOf(source, component);
  return source.site.habits.framework === 'nest'
    ? nestController(source, component, endpoints)
    : expressRouter(source, component, endpoints);
}

function endpointsOf(source: Source, { uses }: Component): Endpoint[] {
  const { plainMethods } = source.site.habits;
  const services = ofKind(uses, 'service').flatMap((service, index): Endpoint[] => {
    const subject = service.about ?? service;
    const prefix = index === 0 ? '' : routePath(subject);
    const call = (operation: string, given: string) =>
      `${source.reach(service)}.${methodName(operation, subject, plainMethods)}(${given})`;
    const all: Endpoint[] = [
      { verb: 'get', path: `${prefix}/`, call: call('list', ''), handler: `list${index}` },
      { verb: 'get', path: `${prefix}/:id`, call: call('get', 'id'), handler: `get${index}` },
      { verb: 'post', path: `${prefix}/`, call: call('create', 'body'), handler: `create${index}` },
      { verb: 'put', path: `${prefix}/:id`, call: call('update', 'id, body'), handler: `update${index}` },
      { verb: 'delete', path: `${prefix}/:id`, call: call('remove', 'id'), handler: `remove${index}` },
    ];
    return index === 0 ? all : all.slice(0, 2);
  });
  const workflows = ofKind(uses, 'workflow').map(
    (workflow): Endpoint => ({
      verb: 'post',
      path: `/:id/${kebab(workflow.words)}`,
      call: `${source.reach(workflow)}.run(id, body)`,
      handler: instanceOf(workflow, source.site.habits),
    }),
  );
  return [...services, ...workflows];
}

function expressRouter(source: Source, component: Component, endpoints: readonly Endpoint[]): string {
  source.package('express', 'Router');
  const wrap = kernelSymbol(source, component, 'async-handler');
  const guard = kernelSymbol(source, component, 'authenticate');
  const dto = importDto(source, component);
  const name = routerName(source, component);
  const lines = endpoints.map(({ verb, path, call }) => {
    const parts = [
      `async (request, response) => {`,
      `  const { id = '' } = request.params;`,
      `  const body = request.body${dto ? ` as ${dto}` : ''};`,
      `  response.json(await ${call});`,
      '}',
    ];
    const handler = wrap ? `${wrap}(${parts.join('\n')})` : parts.join('\n');
    return `${name}.${verb}('${path}', ${verb === 'get' || !guard ? '' : `${guard}, `}${handler});`;
  });
  return [`export const ${name} = Router();`, '', ...passing(source, component), ...lines, ''].join('\n');
}

export function routerName(source: Source, component: Component): string {
  return instanceOf(component, source.site.habits);
}

function nestController(source: Source, component: Component, endpoints: readonly Endpoint[]): string {
  const guard = kernelSymbol(source, component, 'auth-guard');
  for (const each of ['Controller', 'Get', 'Post', 'Put', 'Delete', 'Param', 'Body'])
    source.package('@nestjs/common', each);
  const dto = importDto(source, component) ?? 'object';
  if (guard) source.package('@nestjs/common', 'UseGuards');
  const methods = endpoints.flatMap(({ verb, path, call, handler }) => [
    `  @${verb.charAt(0).toUpperCase()}${verb.slice(1)}('${path.replace(/^\//, '')}')`,
    `  async ${handler}(@Param('id') id: string, @Body() body: ${dto}) {`,
    `    return ${call};`,
    '  }',
    '',
  ]);
  return [
    ...passing(source, component),
    `@Controller('${routePath(component).slice(1)}')`,
    ...(guard ? [`@UseGuards(${guard})`] : []),
    `export class ${classOf(component, source.site.habits)} {`,
    '  constructor(',
    ...source.injected.map((each) => `    ${each}`),
    '  ) {}',
    '',
    ...methods,
    '}',
    '',
  ].join('\n');
}

function importDto(source: Source, component: Component): string | undefined {
  const [dto] = ofKind(component.uses, 'dto');
  return dto ? source.symbol(dto, dtoName(dto), source.site.habits.framework === 'express') : undefined;
}

/** Constants for what is used beside the routes. */
function passing(source: Source, { uses }: Component): string[] {
  return ofKind(uses, 'kernel', 'mapper').flatMap((used) => {
    const part = kernelParts.find(({ name }) => source.site.kernel(name) === used);
    if (used.kind === 'mapper')
      return [
        `const view = ${source.symbol(used, `to${classOf(used, source.site.habits).replace(/Mapper$/, 'View')}`)};`,
      ];
    if (!part || part.example === '' || part.example.startsWith('await')) return [];
    source.symbol(used, part.symbol);
    return [`const use${part.symbol} = () => ${part.example};`];
  });
}

function kernelSymbol(source: Source, { uses }: Component, name: string): string | undefined {
  const component = source.site.kernel(name);
  const part = kernelParts.find((each) => each.name === name);
  return component && part && uses.has(component) ? source.symbol(component, part.symbol) : undefined;
}
