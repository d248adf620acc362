interface Address {
  readonly host: string;
  readonly port: number;
  /** Whatever it is: with it, the scheme is https. */
  readonly tls?: object | undefined;
}

/** `http://127.0.0.1:8080`; addresses of version 6 in brackets. */
export function originOf({ host, port, tls }: Address): string {
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
