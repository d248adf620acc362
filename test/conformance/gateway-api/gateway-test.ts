/** A test of the conformance suite of Gateway API: routes, and what becomes of requests. */
export interface GatewayTest {
  /** As the suite calls it. */
  readonly name: string;
  readonly routes: readonly GatewayRoute[];
  readonly rows: readonly GatewayRow[];
}

/** An HTTPRoute; `hosts`: those that it has in common with its listener. */
export interface GatewayRoute {
  readonly hosts?: readonly string[];
  readonly rules: readonly GatewayRule[];
}

export interface GatewayRule {
  /** Any of them; absent: everything. */
  readonly matches?: readonly GatewayMatch[];
  readonly filters?: readonly object[];
  /** 1 for infra-backend-v1 and so on; absent in a rule that redirects. */
  readonly backend?: 1 | 2 | 3;
}

export interface GatewayMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

export interface GatewayRow {
  readonly method?: string;
  readonly host?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The listener that took it; absent: http. */
  readonly listener?: 'https';
  /** Who gets it; absent: nobody, which is 404 unless `status` says otherwise. */
  readonly backend?: 1 | 2 | 3;
  readonly status?: number;
  /** The Location of a redirect, without what the suite does not look at. */
  readonly location?: {
    readonly scheme?: string;
    readonly host?: string;
    readonly port?: string;
    readonly path?: string;
  };
  readonly received?: Received;
  /** What the backend adds to its answer. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Headers of the answer; null for one that must not be there. */
  readonly response?: Readonly<Record<string, string | null>>;
}

/** What the backend must see; null for a header that must not be there. */
interface Received {
  readonly host?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
}
