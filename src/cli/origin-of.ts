/** `http://127.0.0.1:8080`; addresses of version 6 in brackets. */
export function originOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
