import { z } from 'zod';
import { identityFields } from '../src/config/field-names.ts';
import { proxySchema } from '../src/config/index.ts';

interface JsonSchema {
  readonly type?: string;
  readonly const?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean | object;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

const introduction = `# Proxy configuration

Generated from \`src/config/proxy-schema.ts\` by \`npm run generate\`; the JSON Schema is \`schema/proxy.schema.json\`.

A file in YAML or JSON. \`banyan proxy init\` writes a first one, \`banyan proxy validate\` checks it, \`banyan proxy explain\` says what it does with a
request, and \`banyan proxy run\` follows it: on SIGHUP and whenever the file changes, the new configuration is checked, compiled and swapped in; a bad
one changes nothing.

\`\`\`yaml
version: banyan/v1
clusters:
  monolith:
    destinations: [{address: "http://127.0.0.1:3000"}]
  catalog:
    destinations: [{address: "http://127.0.0.1:4000"}]
routeSets:
  - name: catalog
    cluster: catalog
    phase: canary
    canaryPercent: 5
    bucket: {by: [{cookie: sid}]}
    routes:
      - {method: GET, path: "/api/products/:id"}
\`\`\`

- **Durations** are \`250ms\`, \`2s\` or \`1m\`; **sizes** are \`512B\`, \`64KiB\` or \`1MiB\`.
- **\`\${NAME}\`** and **\`\${NAME:-default}\`** in a value stand for environment variables; \`$\${\` is a plain \`\${\`. A variable that is not set and has no
  default is a problem. What a variable holds is never read as YAML.
- An unknown key is a problem, with the closest known key. Aliases and anchors are not supported.

## TLS, HTTP/2 and gRPC

\`\`\`yaml
listeners:
  - port: 8443
    http2: true                      # ALPN h2, beside HTTP/1.1
    tls:
      certificates:
        - {certificate: tls/shop.pem, key: tls/shop.key}
      clientCertificates: {mode: request, ca: tls/clients.pem, forward: [subject]}
  - {port: 8080}
clusters:
  catalog:                           # gRPC
    destinations: [{address: "https://catalog.internal:8443"}]
    protocol: http2
    tls: {ca: tls/internal.pem, certificate: tls/proxy.pem, key: tls/proxy.key}
\`\`\`

Paths are relative to the folder of the configuration. The files are checked with it (a key belongs to its certificate, an authority can be read; what has expired or soon will is a warning) and watched with it: renewed
certificates are used by the next handshake, running connections stay. Addresses, \`http2\` and whether clients are asked for certificates take effect at the next start. What a client shows as its certificate is refused if no
listed authority signed it, or if it has expired; certificates of backends are always verified.

## Behind a load balancer for TCP

\`\`\`yaml
trust: {proxies: [10.0.0.0/8]}
listen: {host: 0.0.0.0, port: 8443, proxyProtocol: true}
\`\`\`

AWS NLB, HAProxy (\`send-proxy\`, \`send-proxy-v2\`) and their like pass bytes on and say in a PROXY protocol header, version 1 or 2, who has sent them. With
\`proxyProtocol\`, every connection begins with one, before TLS; what does not, and whoever is not in \`trust.proxies\`, is closed and logged. The address in it is the client's: in the access log, in X-Forwarded-For, for
buckets and balancing by address. Where the load balancer says that it has ended TLS (version 2 with its SSL addition), X-Forwarded-Proto is \`https\`. Of a load balancer that speaks for itself, as in health
checks, its own address stands. X-Forwarded-* from the client are believed only if its address is in \`trust.proxies\`, too.

## How a request finds its route

1. The target must have one meaning: \`//\`, \`\\\`, \`#\`, \`.\` and \`..\` segments in any spelling, escaped \`/\`, \`\\\` and control characters, broken or overlong
   escapes, and anything outside printable ASCII are answered with 400. What passes is forwarded byte for byte. \`ambiguousPaths\` and \`encodedSlashes\` relax some of it.
   A request that a backend may read in another way (a \`;\` in its path, another method in a header or in \`_method\`) is forwarded as it is where both readings
   take the same side, and answered with 400 where they do not (ADR 0019).
2. For matching only, escapes are decoded once, letter case is ignored and so is one trailing slash (\`routeMatching\` changes the last two).
3. Of the routes that match, one wins, by the first of these that tells them apart (ADR 0018):
   1. \`hosts\`: a whole name, then the longest \`*.\` name, then a route for every host. Ports do not count.
   2. Path, segment by segment from the left, where two first differ: an exact end, text, \`:parameter\`, pattern, \`*splat\`, prefix.
   3. Method: its own, then for HEAD that of GET, then \`ANY\`.
   4. More \`headers\`, then more \`query\` parameters, then more \`cookies\`.
   5. The order of the file.

   A route counts only if all of it matches: \`POST /a/:id\` is found although \`GET /a/b\` is more specific. Two routes that ask for the same are a problem of the
   file, reported with both lines.
4. What no route set claims goes to the monolith.

A **template** is made of whole segments: text, \`:name\` for one segment, \`*name\` at the end for one segment or more, and \`{/…}\` around segments that may be
absent. A **prefix** is text alone; it is itself and whatever lies below it.

A **pattern** is a regular expression that stands for the whole path or value: characters, \`.\`, \`[a-z]\`, \`[^/]\`, \`\\d \\w \\s\` and their capitals, \`( )\`, \`|\`, \`* + ?\` and
\`{n,m}\`. There is nothing that looks around or back, so that no request can make one slow; one that is too complicated for that is a problem of the file.

Conditions see what is forwarded. Header values are compared letter for letter; query parameters and their names are decoded as a form is. Of repeated
parameters and cookies the first counts, repeated headers are one value joined by \`, \`.

## What is changed on the way

\`filters\` of a route set and of a route are applied in that order, each to both sides unless it says \`only\`; a request that falls back to the monolith meets the monolith's.

\`\`\`yaml
filters:
  - {only: service, rewrite: {path: "/v1/orders/:id"}}
  - {only: service, requestHeaders: {set: [{name: X-Source, value: banyan}]}}
  - {responseHeaders: {remove: [X-Powered-By]}}
\`\`\`

A new path keeps the client's bytes of what it takes over, and the query stays. For one side of a route there can be one rewrite or redirect. Fields of framing, of the
connection and those that the proxy writes itself cannot be changed. \`X-Forwarded-Host\` stays what the client asked.

## Whose word counts

What a request says about its client ends at the proxy and is said anew: \`X-Forwarded-For\`, \`-Proto\`, \`-Host\`, \`Forwarded\` and \`X-Request-Id\` name the peer of
the connection. With load balancers or proxies in front, list their addresses in \`trust.proxies\`. From them

- the chain of \`X-Forwarded-For\` (or \`Forwarded\`, as \`trust.forwardedBy\` says) is walked from the right, through trusted addresses, to the first that is not
  trusted: that is the client, for buckets and the log too. It goes on to the backend, followed by the peer; what was left of the client is dropped, since
  a client can have written anything there. At \`unknown\` and whatever else is no address, the hop that wrote it stands for its client;
- \`X-Forwarded-Proto\`, \`-Host\` and \`-Port\` are believed if they are valid, \`X-Request-Id\` if it is plain text of at most 128 characters;
- identity headers pass. From anybody else these never reach a backend, nor those of \`trust.identityHeaders\`: ${identityFields.map((name) => `\`${name}\``).join(', ')}.

A monolith that counts hops (\`trust proxy\` of Express) has one more to count.

## Keys
`;

/** \`docs/reference/proxy-config.md\`: one table per map of keys, in the order of the schema. */
export function proxyReference(): string {
  const schema = z.toJSONSchema(proxySchema, { io: 'input' }) as JsonSchema;
  return `${introduction}\n${sections('', schema).join('\n')}`;
}

function sections(path: string, schema: JsonSchema): string[] {
  const rows: string[] = [];
  const below: string[] = [];
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    rows.push(row(key, value, schema.required?.includes(key) ?? false));
    const inner = path === '' ? key : `${path}.${key}`;
    if (value.additionalProperties) below.push(...sections(`${inner}.<name>`, value.additionalProperties));
    else if (value.properties) below.push(...sections(inner, value));
    else if (value.items?.properties) below.push(...sections(`${inner}[]`, value.items));
  }
  const title = path === '' ? 'The file' : `\`${path}\``;
  return [
    `### ${title}\n`,
    '| key | value | default | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...below,
  ];
}

function row(key: string, value: JsonSchema, isRequired: boolean): string {
  const fallback = isRequired ? 'required' : value.default === undefined ? '' : plainDefault(value.default);
  return `| \`${key}\` | ${kind(value)} | ${fallback} | ${value.description ?? ''} |`.replaceAll('  ', ' ');
}

function plainDefault(value: string | number | boolean | object): string {
  return typeof value === 'object' ? '' : `\`${value}\``;
}

function kind(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(kind).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.items) return `list of ${schema.items.properties ? 'maps' : 'text'}`;
  if (schema.type === 'object') return schema.additionalProperties ? 'maps by name' : 'map';
  if (schema.type === 'integer' || schema.type === 'number') return `${schema.minimum} to ${schema.maximum}`;
  if (schema.pattern?.endsWith('(?:ms|s|m)$')) return 'duration';
  if (schema.pattern?.endsWith('(?:B|KiB|MiB|GiB)$')) return 'size';
  return schema.type === 'boolean' ? '`true`, `false`' : 'text';
}
