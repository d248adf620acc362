import type { PageDocument } from '../../../report/page/page-document.ts';

/** What the page document says that decisions are about. */
export type Subject = Pick<PageDocument, 'head' | 'modules' | 'contexts' | 'decide' | 'names'>;

/**
 * What a module counts for: for its context (`counted`), only in what it runs (`runs`: shared or wiring), for nothing until it is put into a
 * context (`idle`: tools and front ends), for nothing ever (`beside`: tests and generated files).
 */
export const standings = { counted: 0, runs: 1, idle: 2, beside: 3 } as const;

/** Who is where after some changes. Modules, contexts and pins by their number; contexts beyond those of the document are new. */
export interface Outlook {
  /** Id of each context; one without counted modules is gone. */
  readonly ids: readonly string[];
  /** Context of each module; -1 for none. */
  readonly home: Int32Array;
  /** One of `standings` for each module. */
  readonly standing: Uint8Array;
  /** Modules that a change put where they are. */
  readonly decided: ReadonlySet<number>;
  /** Pins that were taken out. */
  readonly dropped: ReadonlySet<number>;
}

/** As the analysis has it. */
export function outlookOf({ modules, contexts }: Subject): Outlook {
  const standingOf = (role: string | undefined, context: number): number => {
    if (role === 'domain' && context !== -1) return standings.counted;
    if (role === 'domain' || role === 'front-end') return standings.idle;
    return role === 'shared' || role === 'composition-root' ? standings.runs : standings.beside;
  };
  return {
    ids: contexts.map(({ id }) => id),
    home: Int32Array.from(modules.context),
    standing: Uint8Array.from(modules.role, (role, module) =>
      standingOf(modules.roles[role], modules.context[module] ?? -1),
    ),
    decided: new Set(),
    dropped: new Set(),
  };
}

/** Number of counted modules of each context. */
export function sizesOf({ ids, home, standing }: Outlook): number[] {
  const sizes = ids.map(() => 0);
  home.forEach((context, module) => {
    if (context !== -1 && standing[module] === standings.counted)
      sizes[context] = (sizes[context] as number) + 1;
  });
  return sizes;
}

/** Counted modules of a context, in order of path. */
export function membersOf({ home, standing }: Outlook, context: number): number[] {
  return Array.from(home.keys()).filter(
    (module) => home[module] === context && standing[module] === standings.counted,
  );
}

/** Position of the context that is called so and has modules; -1 for none. */
export function contextCalled(outlook: Outlook, id: string): number {
  const sizes = sizesOf(outlook);
  return outlook.ids.findIndex((each, context) => each === id && sizes[context] !== 0);
}
