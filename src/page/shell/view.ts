import type { ComponentChild } from 'preact';

/** One screen of a page. To add one, write a file and a line in the registry of the page. */
export interface View<Data> {
  /** Stands in the address: `#/map`. */
  readonly id: string;
  readonly title: string;
  /** What it answers, in a sentence; read out with its tab. */
  readonly question: string;
  readonly component: (props: { readonly data: Data }) => ComponentChild;
}
