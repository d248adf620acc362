import { posix } from 'node:path';
import { type Blueprint, type Component, ofKind } from './blueprint.ts';
import { camel, kebab, pascal, pathOf } from './layout.ts';
import { classOf, createSource, instanceOf, type Site, type Source, type Use } from './source.ts';
import { prismaSchema, routePath } from './write-data.ts';
import { routerName } from './write-entry.ts';
import { writePart } from './write-part.ts';

/** Everything that is written, by path, and where each component went. */
export interface WrittenSite {
  readonly files: ReadonlyMap<string, string>;
  readonly pathOf: ReadonlyMap<Component, string>;
  /** Files that wire everything. */
  readonly roots: readonly string[];
  /** Files that wire one feature. */
  readonly moduleOf: ReadonlyMap<string, string>;
  readonly uses: readonly Use[];
}

/** Writes a whole project. */
export function writeSite({ components, habits, isApplication }: Blueprint): WrittenSite {
  const written = components.filter(({ kind }) => kind !== 'entity' || habits.orm !== 'prisma');
  const paths = new Map(written.map((each) => [each, pathOf(each, habits)]));
  const kernel = new Map(ofKind(components, 'kernel').map((each) => [kebab(each.words), each]));
  const barrels = habits.barrels ? barrelsOf(paths) : new Map<string, string>();
  const site: Site = {
    habits,
    pathOf: paths,
    kernel: (name) => kernel.get(name),
    barrelOf: ({ feature }) => (feature === null ? undefined : barrels.get(feature)),
    uses: [],
  };
  const files = new Map<string, string>();
  for (const [each, path] of paths) {
    const source = createSource(path, each.feature, site);
    const body = writePart(source, each);
    if (files.has(path)) throw new Error(`two components would be ${path}`);
    files.set(path, source.print(body));
  }
  for (const [feature, path] of barrels) files.set(path, barrel(feature, path, paths, site));
  const before = new Set(files.keys());
  const moduleOf = new Map<string, string>();
  if (isApplication) wire(files, moduleOf, components, site);
  const modules = new Set(moduleOf.values());
  const roots = [...files.keys()].filter((path) => !before.has(path) && !modules.has(path));
  if (habits.orm === 'prisma') files.set('prisma/schema.prisma', prismaSchema(ofKind(components, 'entity')));
  files.set('package.json', packageJson(habits, isApplication));
  files.set(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { strict: true, baseUrl: '.', paths: { '@/*': ['src/*'] } } }),
  );
  return { files, pathOf: paths, roots, moduleOf, uses: site.uses };
}

const published = ['service', 'workflow', 'entity', 'dto', 'constants', 'rules', 'mapper', 'errors'] as const;

/** One `index.ts` in the folder of each feature that has a folder of its own. */
function barrelsOf(paths: ReadonlyMap<Component, string>): Map<string, string> {
  const barrels = new Map<string, string>();
  for (const [{ feature }, path] of paths) {
    if (feature === null) continue;
    const parts = path.split('/');
    const depth = parts.indexOf(feature);
    if (depth > 0) barrels.set(feature, [...parts.slice(0, depth + 1), 'index.ts'].join('/'));
  }
  return barrels;
}

function barrel(feature: string, path: string, paths: Site['pathOf'], { habits }: Site): string {
  return [...paths]
    .filter(([each]) => each.feature === feature && ofKind([each], ...published).length > 0)
    .map(([each, target]) => {
      const specifier = `./${posix.relative(posix.dirname(path), target).replace(/\.ts$/, '')}`;
      const isNamespace = habits.services === 'functions' && ofKind([each], 'service', 'workflow').length > 0;
      return `export *${isNamespace ? ` as ${instanceOf(each, habits)}` : ''} from '${specifier}';\n`;
    })
    .sort()
    .join('');
}

function wire(
  files: Map<string, string>,
  moduleOf: Map<string, string>,
  components: readonly Component[],
  site: Site,
): void {
  if (site.habits.framework === 'express') wireExpress(files, components, site);
  else wireNest(files, moduleOf, components, site);
}

function wireExpress(files: Map<string, string>, components: readonly Component[], site: Site): void {
  const put = (path: string, write: (source: Source) => string): void => {
    const source = createSource(path, null, { ...site, barrelOf: () => undefined });
    files.set(path, source.print(write(source)));
  };
  const routesPath = site.habits.layout === 'layers' ? 'src/routes/index.ts' : 'src/routes.ts';
  put(routesPath, (source) => {
    source.package('express', 'Router');
    const mounts = ofKind(components, 'entry').map(
      (entry) => `routes.use('${routePath(entry)}', ${source.symbol(entry, routerName(source, entry))});`,
    );
    return ['export const routes = Router();', '', ...mounts, ''].join('\n');
  });
  const handler = site.kernel('error-handler');
  put('src/app.ts', (source) => {
    const last = handler ? [`app.use(${source.symbol(handler, 'errorHandler')});`] : [];
    const routes = `./${posix.relative('src', routesPath).replace(/(\/index)?\.ts$/, '')}`;
    return [
      "import express from 'express';",
      `import { routes } from '${routes}';`,
      '',
      'export const app = express();',
      'app.use(express.json());',
      "app.use('/api', routes);",
      ...last,
      '',
    ].join('\n');
  });
  put('src/server.ts', (source) => {
    const port = source.symbol(site.kernel('environment') as Component, 'environment');
    const jobs = ofKind(components, 'job').map(
      (job) => `setInterval(() => void ${source.reach(job)}.everyNight(), 86_400_000);`,
    );
    return ["import { app } from './app';", '', ...jobs, `app.listen(${port}.port);`, ''].join('\n');
  });
}

function wireNest(
  files: Map<string, string>,
  moduleOf: Map<string, string>,
  components: readonly Component[],
  site: Site,
): void {
  const features = [...new Set(components.flatMap(({ feature }) => feature ?? []))].sort();
  for (const feature of features) moduleOf.set(feature, modulePath(feature, components, site));
  const moduleName = (feature: string): string => `${pascal(feature.split('-'))}Module`;
  const importModule = (source: Source, feature: string): string => {
    const relative = posix
      .relative(posix.dirname(source.path), moduleOf.get(feature) as string)
      .replace(/\.ts$/, '');
    return source.package(relative.startsWith('.') ? relative : `./${relative}`, moduleName(feature));
  };
  for (const [feature, path] of moduleOf) {
    const own = components.filter((each) => each.feature === feature);
    const used = new Set(own.flatMap(({ uses }) => [...uses].flatMap((each) => each.feature ?? [])));
    used.delete(feature);
    const source = createSource(path, feature, site);
    const imports = [...used].sort().map((each) => `forwardRef(() => ${importModule(source, each)})`);
    files.set(path, source.print(nestModule(source, moduleName(feature), own, imports)));
  }
  const root = createSource('src/app.module.ts', null, site);
  const loose = components.filter(({ feature, kind }) => feature === null && kind !== 'kernel');
  const imports = features.map((feature) => importModule(root, feature));
  files.set(root.path, root.print(nestModule(root, 'AppModule', loose, imports)));
  const filter = site.kernel('error-filter');
  const main = createSource('src/main.ts', null, site);
  const setup = filter ? [`  app.useGlobalFilters(new ${main.symbol(filter, 'ErrorFilter')}());`] : [];
  const port = main.symbol(site.kernel('environment') as Component, 'environment');
  files.set(
    main.path,
    main.print(
      [
        "import { NestFactory } from '@nestjs/core';",
        "import { AppModule } from './app.module';",
        '',
        'async function bootstrap() {',
        '  const app = await NestFactory.create(AppModule);',
        "  app.setGlobalPrefix('api');",
        ...setup,
        `  await app.listen(${port}.port);`,
        '}',
        '',
        'void bootstrap();',
        '',
      ].join('\n'),
    ),
  );
}

function modulePath(
  feature: string,
  components: readonly Component[],
  { habits, pathOf: paths }: Site,
): string {
  const name = habits.fileNames === 'dotted' ? `${feature}.module.ts` : `${feature}-module.ts`;
  const standing = components
    .filter((each) => each.feature === feature)
    .map((each) => (paths.get(each) ?? '').split('/'))
    .find((parts) => parts.slice(0, -1).includes(feature));
  if (!standing) return `src/modules/${name}`;
  return [...standing.slice(0, standing.indexOf(feature) + 1), name].join('/');
}

function nestModule(
  source: Source,
  name: string,
  own: readonly Component[],
  imports: readonly string[],
): string {
  const { habits, kernel } = source.site;
  source.package('@nestjs/common', 'Module');
  if (imports.some((each) => each.startsWith('forwardRef'))) source.package('@nestjs/common', 'forwardRef');
  const classesOf = (...kinds: Parameters<typeof ofKind>[1][]): string[] =>
    ofKind(own, ...kinds).map((each) => source.symbol(each, classOf(each, habits)));
  const entities = habits.orm === 'typeorm' ? classesOf('entity') : [];
  const data =
    entities.length > 0
      ? [`${source.package('@nestjs/typeorm', 'TypeOrmModule')}.forFeature([${entities.join(', ')}])`]
      : [];
  const prisma = kernel('prisma.service');
  const client = habits.orm === 'prisma' && prisma ? [source.symbol(prisma, 'PrismaService')] : [];
  const line = (key: string, values: readonly string[]): string => `  ${key}: [${values.join(', ')}],`;
  return [
    '@Module({',
    line('imports', [...data, ...imports]),
    line('controllers', classesOf('entry')),
    line('providers', [...client, ...classesOf('service', 'workflow', 'repository', 'store', 'job')]),
    line('exports', classesOf('service')),
    '})',
    `export class ${name} {}`,
    '',
  ].join('\n');
}

function packageJson({ framework, orm }: Site['habits'], isApplication: boolean): string {
  const packages: Record<string, readonly string[]> = {
    express: ['express'],
    nest: ['@nestjs/common', '@nestjs/core', '@nestjs/schedule'],
    typeorm: ['typeorm', ...(framework === 'nest' ? ['@nestjs/typeorm'] : [])],
    mongoose: ['mongoose'],
    sequelize: ['sequelize'],
    prisma: ['prisma', '@prisma/client'],
  };
  const names = isApplication ? [...(packages[framework] ?? []), ...(packages[orm] ?? [])] : [];
  return JSON.stringify({
    name: camel(['monolith']),
    private: true,
    dependencies: Object.fromEntries(names.map((name) => [name, '*'])),
  });
}
