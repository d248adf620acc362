/** One `package.json`: what the resolver and the discoverers need of it. */
export interface Package {
  /** Folder, relative to the root; empty for the root itself. */
  readonly folder: string;
  readonly name: string | null;
  readonly exports: unknown;
  readonly imports: unknown;
  /** `source`, `module`, `main` and `types`, in this order, as far as given. */
  readonly entries: readonly string[];
  /** Names and ranges under dependencies, devDependencies, peerDependencies and optionalDependencies. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** All of the manifest, as written. */
  readonly manifest: Readonly<Record<string, unknown>>;
}
