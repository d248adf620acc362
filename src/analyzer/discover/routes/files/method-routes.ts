import type { Machine } from '../../evaluate/machine.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { answeredMethods } from './answered-methods.ts';
import { delegatesOf } from './delegates.ts';
import { exportableMethods, type FileRoute } from './file-routes.ts';
import { type Offered, offeredBy } from './offered-functions.ts';
import { methodTable } from './method-table.ts';

/** Methods that code compares with are not all that it may answer. */
const comparedConfidence = 0.9;

/** One route for each function that a module exports under the name of a method. */
export function methodRoutes(
  machine: Machine,
  module: SourceModule,
  path: string,
  names: readonly string[] = exportableMethods,
): FileRoute[] {
  return offeredBy(machine, module, names).map((offered) => routeOf(module, offered, offered.name, path, 1));
}

/**
 * The routes of the one function that answers every method: those of the table that it is made of, else those that its
 * file and what it hands the request to compare with, else `otherwise`.
 */
export function comparedRoutes(
  machine: Machine,
  module: SourceModule,
  offered: Offered,
  path: string,
  otherwise = 'ALL',
): FileRoute[] {
  const table = methodTable(machine, offered);
  if (table.length > 0) {
    return table.map(({ method, handler, line }) => {
      const isHere = offered.file === module.path;
      return routeOf(module, { ...offered, handler, line: isHere ? line : offered.line }, method, path, 1);
    });
  }
  const methods = answeredMethods(delegatesOf(machine, offered));
  if (methods.length === 0) return [routeOf(module, offered, otherwise, path, 1)];
  return methods.map((method) => routeOf(module, offered, method, path, comparedConfidence));
}

export function routeOf(
  { path: file }: SourceModule,
  { line, handler }: Offered,
  method: string,
  path: string,
  confidence: number,
): FileRoute {
  return { method, path, file, line, handler, confidence };
}
