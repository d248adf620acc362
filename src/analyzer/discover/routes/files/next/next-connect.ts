import type { Model } from '../../../evaluate/model.ts';
import { unknown, type Value } from '../../../evaluate/value.ts';
import type { SourceModule } from '../../../source/read-code.ts';
import { handlerOf } from '../../handler.ts';
import type { FileRoute } from '../file-routes.ts';
import type { Offered } from '../offered-functions.ts';

/** What `createRouter()` or `nc()` of next-connect gives, with what was added to it. */
interface Chain {
  readonly entries: {
    readonly method: string;
    readonly handlers: readonly Value[];
    readonly line: number;
    readonly file: string;
  }[];
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all']);

/** next-connect: a handler for each method of a file in `pages/api`. */
export const nextModel: Model = {
  name: 'next',
  packages: ['next-connect'],
  entryPackages: [],
  callExternal: () => ({ kind: 'made', model: 'next', thing: { entries: [] } satisfies Chain }),
  callMember(self, name, args, { file, line }) {
    const { entries } = self.thing as Chain;
    if (methods.has(name)) entries.push({ method: name.toUpperCase(), handlers: args, line, file });
    return name === 'run' || name === 'clone' ? unknown(name) : self;
  },
};

/** The routes of a default export that next-connect made; empty for any other. */
export function chainedRoutes(
  { path: file }: SourceModule,
  { value, line }: Offered,
  path: string,
): FileRoute[] {
  if (value.kind !== 'made' || value.model !== 'next') return [];
  return (value.thing as Chain).entries.map((entry) => ({
    method: entry.method,
    path,
    file,
    line: entry.file === file ? entry.line : line,
    handler: handlerOf(entry.handlers.filter(({ kind }) => kind !== 'text')),
    confidence: 1,
  }));
}
