import { posix } from 'node:path';
import { optionsOf } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import type { NestApplication } from './nest-model.ts';

/**
 * The applications that answer requests: those that listen, and those that do not but whose root module no other one
 * has, as a function of a cloud does; what shares its root module with one that listens is a script.
 */
export function servingApplications(applications: readonly NestApplication[]): NestApplication[] {
  const listening = applications.filter(({ listens }) => listens);
  const roots = new Set(listening.flatMap(rootsOf));
  return applications.filter((each) => each.listens || !rootsOf(each).some((root) => roots.has(root)));
}

function rootsOf({ module }: NestApplication): object[] {
  return optionsOf(module).flatMap((each) => (each.kind === 'class' ? [each.code] : []));
}

/** For each file the only application that is made in its package; null where there is none or a choice. */
export function applicationsBeside(
  { project: { packages } }: Program,
  applications: readonly NestApplication[],
): (file: string) => NestApplication | null {
  const packageOf = (path: string) => packages.nearest(posix.dirname(path).replace(/^\.$/, ''));
  const byPackage = new Map<object | undefined, NestApplication | null>();
  for (const application of applications) {
    const own = packageOf(application.site.file);
    byPackage.set(own, byPackage.has(own) ? null : application);
  }
  return (file) => byPackage.get(packageOf(file)) ?? null;
}
