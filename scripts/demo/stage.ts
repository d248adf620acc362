import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProxyFile } from './proxy-file.ts';
import { runToEnd, start, type RunningProcess } from './processes.ts';

/** Generous: on a busy machine a program that takes two seconds to start takes many times that. */
const startTimeoutMs = 120_000;
const graceMs = 10_000;

/** The three servers of the demo, started on free ports and stopped without leaving anything behind. */
export class Stage {
  readonly accessLogPath: string;
  readonly #root: string;
  readonly #scratch: string;
  readonly #started: RunningProcess[] = [];

  /** @param scratch folder for the proxy's configuration; the caller removes it. */
  constructor(root: string, scratch: string) {
    this.#root = root;
    this.#scratch = scratch;
    this.accessLogPath = join(root, 'banyan-report/access.log');
  }

  /** Runs a banyan command to its end, as a user would. */
  banyan(...words: string[]): Promise<string> {
    return runToEnd({
      name: `banyan ${words[0]}`,
      command: process.execPath,
      arguments: [join(this.#root, 'dist/cli/bin.js'), ...words],
      workingFolder: this.#root,
    });
  }

  /** Starts monolith and service, lets `proxy init` write the configuration, and starts the proxy on it. */
  async open(): Promise<{ proxyFile: ProxyFile; routeSet: string }> {
    const monolith = await this.#startServer('monolith', 'fixtures/monoliths/shop/src/server.ts', {
      SHOP_SEED: 'demo',
      // All visitors come from one address, and hashing passwords is not what is measured.
      LOGIN_ATTEMPTS_PER_MINUTE: '100000',
      BCRYPT_ROUNDS: '4',
    });
    const service = await this.startService(monolith);
    const path = join(this.#scratch, 'proxy.yaml');
    rmSync(this.accessLogPath, { force: true });
    await this.banyan(
      'proxy',
      'init',
      '--from',
      'banyan-report/analysis.json',
      '--output',
      path,
      '--monolith',
      monolith,
    );
    const proxyFile = new ProxyFile(path);
    proxyFile.listenOn(0);
    proxyFile.addCluster('catalog', service);
    proxyFile.save();
    const proxy = this.#start('proxy', [
      join(this.#root, 'dist/cli/bin.js'),
      'proxy',
      'run',
      '--config',
      path,
      '--access-log',
      this.accessLogPath,
    ]);
    await proxy.waitForLine(/listening on (http:\S+)/, startTimeoutMs);
    return { proxyFile, routeSet: proxyFile.routeSetWith('GET', '/api/products/:id') };
  }

  get proxyUrl(): string {
    return this.#urlOf('proxy');
  }

  get serviceLines(): readonly string[] {
    return this.#find('catalog').lines;
  }

  get monolithLines(): readonly string[] {
    return this.#find('monolith').lines;
  }

  /** Tells the proxy to read its file again and waits until it says that it did. */
  async reloadProxy(): Promise<void> {
    const proxy = this.#find('proxy');
    const answered = proxy.waitForNewLine(/.*reloaded.*/, graceMs);
    proxy.signal('SIGHUP');
    const [line] = await answered;
    if (/not reloaded/.test(line)) throw new Error(line);
  }

  /** SIGKILL: no goodbye, connections reset. */
  killService(): void {
    this.#find('catalog').signal('SIGKILL');
  }

  /** Stops the proxy gracefully and returns its exit code; null when it had to be killed. */
  closeProxy(): Promise<number | null> {
    return this.#find('proxy').stop(graceMs);
  }

  /** Stops whatever still runs. */
  async strike(): Promise<void> {
    await Promise.all(this.#started.map((process) => process.stop(graceMs)));
  }

  startService(monolith: string): Promise<string> {
    return this.#startServer('catalog', 'fixtures/services/catalog/src/server.ts', {
      CATALOG_FILL_FROM: monolith,
    });
  }

  async #startServer(name: string, script: string, environment: Record<string, string>): Promise<string> {
    const server = this.#start(name, ['--import', 'tsx', script], {
      PORT: '0',
      LOG_LEVEL: 'info',
      ...environment,
    });
    const [, url] = await server.waitForLine(/listening on (http:\S+)/, startTimeoutMs);
    console.log(`  ${name.padEnd(8)}  ${url}`);
    return url as string;
  }

  #start(name: string, words: readonly string[], environment: Record<string, string> = {}): RunningProcess {
    const running = start({
      name,
      command: process.execPath,
      arguments: words,
      environment,
      workingFolder: this.#root,
    });
    this.#started.push(running);
    return running;
  }

  #find(name: string): RunningProcess {
    const running = this.#started.find((process) => process.name === name);
    if (!running) throw new Error(`${name} was never started`);
    return running;
  }

  #urlOf(name: string): string {
    for (const line of this.#find(name).lines) {
      const url = line.match(/listening on (http:\S+)/)?.[1];
      if (url !== undefined) return url;
    }
    throw new Error(`${name} never said where it listens`);
  }
}
