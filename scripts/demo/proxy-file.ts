import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseDocument, type Document, type YAMLMap, type YAMLSeq } from 'yaml';

/** What an operator does with an editor: the demo changes `proxy.yaml` by its paths and leaves comments alone. */
export class ProxyFile {
  readonly path: string;
  readonly #document: Document;

  constructor(path: string) {
    this.path = path;
    this.#document = parseDocument(readFileSync(path, 'utf8'));
  }

  /** The name of the route set that holds a route; the analysis chose it, so the demo must ask. */
  routeSetWith(method: string, path: string): string {
    for (const routeSet of this.#routeSets()) {
      const routes = routeSet.get('routes') as YAMLSeq<YAMLMap>;
      if (routes.items.some((route) => route.get('method') === method && route.get('path') === path)) {
        return String(routeSet.get('name'));
      }
    }
    throw new Error(`${this.path} has no route set with ${method} ${path}`);
  }

  countRoutes(): { total: number; byRouteSet: Map<string, number> } {
    const byRouteSet = new Map(
      this.#routeSets().map((routeSet) => [
        String(routeSet.get('name')),
        (routeSet.get('routes') as YAMLSeq).items.length,
      ]),
    );
    return { total: [...byRouteSet.values()].reduce((sum, count) => sum + count, 0), byRouteSet };
  }

  listenOn(port: number): void {
    this.#document.setIn(['listen', 'port'], port);
  }

  addCluster(name: string, address: string): void {
    this.#document.setIn(['clusters', name], this.#document.createNode({ destinations: [{ address }] }));
  }

  /** Whose word about a client counts. */
  trust(address: string): void {
    this.#document.setIn(['trust', 'proxies'], [address]);
  }

  /** Sets keys of one route set, e.g. `{ cluster: 'catalog', phase: 'canary', canaryPercent: 30 }`. */
  change(routeSetName: string, changes: Readonly<Record<string, string | number>>): void {
    const routeSet = this.#routeSet(routeSetName);
    for (const [key, value] of Object.entries(changes)) routeSet.set(key, value);
  }

  /** Replaces the file in one step, so that a proxy that watches it never reads half of it. */
  save(): void {
    const draft = `${this.path}.draft`;
    writeFileSync(draft, this.#document.toString({ lineWidth: 0 }));
    renameSync(draft, this.path);
  }

  #routeSet(name: string): YAMLMap {
    const routeSet = this.#routeSets().find((candidate) => candidate.get('name') === name);
    if (!routeSet) throw new Error(`${this.path} has no route set ${name}`);
    return routeSet;
  }

  #routeSets(): YAMLMap[] {
    return (this.#document.get('routeSets') as YAMLSeq<YAMLMap>).items;
  }
}
