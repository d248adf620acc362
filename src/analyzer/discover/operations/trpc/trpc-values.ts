import type { Site } from '../../evaluate/model.ts';
import type { ClosureValue, MadeValue, Value } from '../../evaluate/value.ts';

/** `initTRPC` on its way, what its `create` gives, or a procedure that is not ended by its kind yet. */
interface Builder {
  readonly kind: 'init' | 'root' | 'procedure';
}

/** A procedure with what answers it. */
export interface Endpoint {
  readonly kind: 'endpoint';
  readonly handlers: readonly ClosureValue[];
  readonly site: Site;
}

/** Named procedures and routers; what `router`, `mergeRouters` and, in version 9, the chain on a router put together. */
export interface ProcedureRouter {
  readonly kind: 'router';
  readonly site: Site;
  /** The prefix is empty, or ends with the separator in version 9. */
  readonly parts: { readonly prefix: string; readonly value: Value }[];
}

/** `lazy(() => import('./orders'))`: what the function gives. */
interface Lazy {
  readonly kind: 'lazy';
  readonly value: Value;
}

export type TrpcThing = Builder | Endpoint | ProcedureRouter | Lazy;

export const trpcModelName = 'trpc';

export function madeTrpc(thing: TrpcThing): MadeValue {
  return { kind: 'made', model: trpcModelName, thing };
}

export function trpcThing(value: Value | undefined): TrpcThing | null {
  return value?.kind === 'made' && value.model === trpcModelName && 'kind' in value.thing
    ? (value.thing as TrpcThing)
    : null;
}
