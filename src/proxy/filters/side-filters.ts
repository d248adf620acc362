import type { FieldEdit } from './field-edit.ts';
import type { PathRewrite } from './path-rewrite.ts';

/** What the filters of a route do on one side; undefined where they do nothing. */
export interface SideFilters {
  readonly requestFields: FieldEdit | undefined;
  readonly responseFields: FieldEdit | undefined;
  readonly host: string | undefined;
  readonly path: PathRewrite | undefined;
  readonly redirect: Redirect | undefined;
}

/** The filters of a route by side; undefined where a side has none. */
export interface RouteFilters {
  readonly service: SideFilters | undefined;
  readonly monolith: SideFilters | undefined;
}

/** An answer that sends the client elsewhere; what is undefined stays as it was asked. */
export interface Redirect {
  readonly status: number;
  readonly scheme: 'http' | 'https' | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly path: PathRewrite | undefined;
}
