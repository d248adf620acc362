export type Orm = 'typeorm' | 'mongoose' | 'sequelize' | 'prisma';
export type Framework = 'express' | 'nest';
export type Layout = 'features' | 'layers' | 'mixed';

export type ComponentKind =
  | 'entity'
  | 'repository'
  | 'store'
  | 'service'
  | 'workflow'
  | 'entry'
  | 'dto'
  | 'mapper'
  | 'rules'
  | 'constants'
  | 'errors'
  | 'job'
  | 'helper'
  | 'kernel'
  | 'test';

/** A file to be: what it is about and whom it uses, before there is any text. */
export interface Component {
  readonly kind: ComponentKind;
  /** Lower case words of its name without the role. */
  readonly words: readonly string[];
  /** The context that it belongs to in truth; null for what belongs to none. */
  readonly context: string | null;
  /** The part of the business whose folder it stands in. */
  feature: string | null;
  readonly terms: readonly string[];
  /** The entity that it is about. */
  readonly about: Component | null;
  readonly uses: Set<Component>;
  /** Of a service or workflow: entities that one of its functions writes in one transaction. */
  readonly together: Component[];
}

/** How the people of a project write. */
export interface Habits {
  readonly framework: Framework;
  readonly orm: Orm;
  readonly layout: Layout;
  /** How services are offered to others: injected, one exported instance, or exported functions. */
  readonly services: 'injected' | 'instance' | 'functions';
  readonly fileNames: 'dotted' | 'kebab' | 'camel' | 'pascal';
  /** Word for a process of several steps. */
  readonly workflowWord: string;
  /** Folder of what everybody uses. */
  readonly kernelFolder: string;
  /** Whether a folder of a feature has folders by layer again. */
  readonly nested: boolean;
  /** Whether others import a feature through its `index.ts`. */
  readonly barrels: boolean;
  /** Whether imports start with `@/` where they leave the folder. */
  readonly alias: boolean;
  /** Name of a folder below `src` that holds the features; empty for none. */
  readonly featureRoot: string;
  readonly plainMethods: boolean;
}

/** What one monolith consists of. */
export interface Blueprint {
  readonly components: readonly Component[];
  readonly habits: Habits;
  /** Whether it has an application that starts; a library has none. */
  readonly isApplication: boolean;
}

export function component(
  kind: ComponentKind,
  words: readonly string[],
  rest: Partial<Omit<Component, 'kind' | 'words' | 'uses' | 'together'>> & {
    readonly uses?: Iterable<Component>;
    readonly together?: readonly Component[];
  } = {},
): Component {
  return {
    kind,
    words,
    context: rest.context ?? null,
    feature: rest.feature ?? rest.context ?? null,
    terms: rest.terms ?? [],
    about: rest.about ?? null,
    uses: new Set(rest.uses ?? []),
    together: [...(rest.together ?? [])],
  };
}

export function ofKind(components: Iterable<Component>, ...kinds: readonly ComponentKind[]): Component[] {
  return [...components].filter(({ kind }) => kinds.includes(kind));
}
