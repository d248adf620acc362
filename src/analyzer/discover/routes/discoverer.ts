import type { Model } from '../evaluate/model.ts';
import type { Router } from './router.ts';

/** A framework whose routes are found by evaluating the code that registers them; one file and one registry line each. */
export interface RouteDiscoverer {
  /** As it stands in `routes[].framework`. */
  readonly name: string;
  /** Whether the project uses it, by the packages that its files import. */
  applies(packages: ReadonlySet<string>): boolean;
  /** Starts a search: the model takes part in the evaluation, and what it registers stands in `routers` afterwards. */
  start(): { readonly model: Model; readonly routers: readonly Router[] };
}
