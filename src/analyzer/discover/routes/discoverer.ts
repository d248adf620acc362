import type { Operation } from '../../../model/analysis.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Machine } from '../evaluate/machine.ts';
import type { Model } from '../evaluate/model.ts';
import type { Program } from '../program.ts';
import type { Handler } from './handler.ts';
import type { Router } from './router.ts';

/** A framework whose routes are known; one file and one line in the registry each. */
export interface RouteDiscoverer {
  /** As it stands in `routes[].framework`. */
  readonly name: string;
  /** Whether the project uses it, by the packages that its files import or by what its manifests say. */
  applies(packages: ReadonlySet<string>, program: Program): boolean;
  /** Folders in which it reads functions that the evaluation does not run, empty for the root; none when absent. */
  readsIn?(program: Program): readonly string[];
  /**
   * Starts a search: its model takes part in the evaluation of the wiring code and adds the routers that it sees to the
   * list, which all frameworks share, since one may mount routers of another.
   */
  start(routers: Router[]): RouteSearch;
}

interface RouteSearch {
  readonly model: Model;
  /** Runs what starts the application but is called by no code of it, such as the file that a command line names. */
  begin?(program: Program, machine: Machine): void;
  /** What else was found once the evaluation is over; the routes of the shared list are not part of it. */
  finish?(program: Program, machine: Machine): SearchResult;
}

export interface SearchResult {
  readonly routes: readonly FoundRoute[];
  /** Entry points that are not HTTP routes of their own; none when absent. */
  readonly operations?: readonly FoundOperation[];
  /** Files that make an application or put most of its routers together. */
  readonly wiringFiles: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A route before anything is known about what its handler reaches. */
export interface FoundRoute {
  readonly method: string;
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly handler: Handler;
  /** As in the document; absent where it is not known. */
  readonly middleware?: string[];
  readonly framework: string;
  /** 0..1. */
  readonly confidence: number;
}

/** An operation before anything is known about what its handler reaches. */
export interface FoundOperation
  extends Pick<Operation, 'protocol' | 'name' | 'apis' | 'file' | 'line' | 'framework' | 'confidence'> {
  readonly handler: Handler;
}
