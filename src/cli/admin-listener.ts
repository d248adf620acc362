import { dirname, resolve } from 'node:path';
import type { ProxyConfig } from '../config/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import { AdminServer, type AdminSource } from '../proxy/index.ts';
import { originOf } from './origin-of.ts';

const MAX_TOKEN_BYTES = 4096;

type AdminConfig = NonNullable<ProxyConfig['admin']>;

/** The admin listener as the configuration in force wants it: none, or one that moves when its address does. */
export class AdminListener {
  readonly #source: AdminSource;
  /** Absolute path of the configuration. */
  readonly #configFile: string;
  #server: AdminServer | undefined;
  /** As configured: 0 stays 0. */
  #address = '';
  /** As bound; undefined while there is none. */
  origin: string | undefined;

  constructor(source: AdminSource, configFile: string) {
    this.#source = source;
    this.#configFile = configFile;
  }

  /** Throws ADDRESS_UNAVAILABLE or PATH_MISSING (the token's file) and then leaves everything as it was. */
  async apply(config: AdminConfig | undefined): Promise<void> {
    if (config === undefined) return this.close();
    const access = { token: await this.#tokenOf(config), allowedHosts: config.allowedHosts.map(lowerCase) };
    const address = originOf(config);
    if (this.#server !== undefined && address === this.#address) {
      this.#server.allow(access);
      return;
    }
    const server = new AdminServer(this.#source, access);
    try {
      const bound = await server.listen(config);
      await this.close();
      [this.#server, this.#address, this.origin] = [server, address, originOf(bound)];
    } catch (cause) {
      throw new BanyanError('ADDRESS_UNAVAILABLE', `The admin listener cannot listen on ${address}`, {
        fix: 'Choose another admin.port or stop what uses it; port 0 takes any free one.',
        cause,
      });
    }
  }

  async close(): Promise<void> {
    const server = this.#server;
    [this.#server, this.#address, this.origin] = [undefined, '', undefined];
    await server?.close();
  }

  async #tokenOf({ token, tokenFile }: AdminConfig): Promise<string | undefined> {
    if (tokenFile === undefined) return token;
    const file = resolve(dirname(this.#configFile), tokenFile);
    const text = await readTextFile(file, MAX_TOKEN_BYTES).catch((cause: unknown) => {
      throw new BanyanError('PATH_MISSING', `Cannot read the admin token in ${tokenFile}`, {
        fix: 'Check admin.tokenFile and the permissions of the file.',
        cause,
      });
    });
    const read = text.trim();
    if (!/^[!-~]{16,512}$/.test(read))
      throw new BanyanError('CONFIG_INVALID', `${tokenFile} holds no token`, {
        fix: 'Write one line of at least 16 characters without spaces, e.g. the output of `openssl rand -hex 32`.',
      });
    return read;
  }
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
