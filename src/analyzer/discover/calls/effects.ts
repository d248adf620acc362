import type { SideEffects } from '../../../model/analysis.ts';

/** What calling something of a package does outside of the process; `unknown` for packages that nobody classified. */
export function effectOf(packageName: string, path: readonly string[]): SideEffects {
  const names = path.filter((each) => each !== '()');
  if (packageName === 'global') return effectOfGlobal(names);
  if (packageName.startsWith('node:')) return effectOfNode(packageName, names);
  if (packageName === 'express') return effectOfExpress(path);
  const scope = packageName.split('/')[0] ?? packageName;
  if (pure.has(packageName) || pure.has(scope)) return 'none';
  return remote.has(packageName) || remote.has(scope) ? 'external' : 'unknown';
}

function effectOfGlobal(names: readonly string[]): SideEffects {
  const [first = ''] = names;
  return first === 'fetch' || first === 'WebSocket' || first === 'XMLHttpRequest' || first === 'EventSource'
    ? 'external'
    : 'none';
}

function effectOfNode(name: string, names: readonly string[]): SideEffects {
  const last = names.at(-1) ?? '';
  switch (name) {
    case 'node:fs':
    case 'node:fs/promises':
      return fileWrites.test(last) ? 'writes' : 'none';
    case 'node:http':
    case 'node:https':
    case 'node:http2':
      return last === 'request' || last === 'get' || last === 'connect' ? 'external' : 'none';
    case 'node:net':
    case 'node:tls':
    case 'node:dgram':
      return /^(?:connect|createConnection|createSocket|send|Socket)$/.test(last) ? 'external' : 'none';
    case 'node:child_process':
      return 'external';
    default:
      return 'none';
  }
}

/** Requests and responses carry whatever middleware puts on them: only their own members are known. */
function effectOfExpress(path: readonly string[]): SideEffects {
  const isHandlerType = path[1] === '()' && (path[0] === 'Request' || path[0] === 'Response');
  const start = isHandlerType ? 1 : path.lastIndexOf('(given)');
  const member = path[start + 1];
  return start < 0 || member === undefined || httpMembers.has(member) || isHarmlessMethod(member)
    ? 'none'
    : 'unknown';
}

const httpMembers = new Set(
  (
    'accepts acceptsCharsets acceptsEncodings acceptsLanguages baseUrl body complete cookies destroy header headers ' +
    'hostname httpVersion ip ips is method on once off originalUrl param params path pause pipe protocol query range ' +
    'rawHeaders removeListener resume route secure setEncoding signedCookies socket subdomains unpipe url xhr append ' +
    'attachment clearCookie contentType cookie cork download emit end flushHeaders format getHeader getHeaders hasHeader ' +
    'json jsonp links locals location redirect removeHeader render send sendFile sendStatus setHeader status statusCode ' +
    'type uncork vary write writeHead'
  ).split(' '),
);

const fileWrites =
  /^(?:write|append|truncate|rename|unlink|rm|rmdir|mkdir|mkdtemp|copyFile|cp|chmod|chown|link|symlink|utimes|createWriteStream)/;

/** Methods of strings, lists, dates, maps and promises that do nothing outside of the process. */
export function isHarmlessMethod(name: string): boolean {
  return harmless.has(name);
}

const harmless = new Set(
  (
    'at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes ' +
    'indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted ' +
    'unshift values charAt charCodeAt codePointAt endsWith localeCompare match matchAll normalize padEnd padStart repeat ' +
    'replace replaceAll search split startsWith substring substr toLowerCase toUpperCase trim trimEnd trimStart toString ' +
    'toFixed toPrecision valueOf toISOString toJSON getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds ' +
    'setDate setHours setMonth setMinutes toLocaleString toLocaleDateString then catch finally has get test exec bind call ' +
    'apply hasOwnProperty digest hexSlice equals safeParse parse size add set next'
  ).split(' '),
);

/** Packages whose calls stay in the process, or whose work is seen by other means, as that of query builders. */
const pure = new Set(
  (
    '@nestjs/common @nestjs/config @nestjs/core @nestjs/cqrs @nestjs/event-emitter @nestjs/schedule emittery eventemitter2 eventemitter3 events mitt @nestjs/jwt @nestjs/passport @nestjs/swagger ajv async bcrypt bcryptjs bluebird body-parser chalk class-transformer class-validator clsx compression cookie ' +
    'cookie-parser cors csv-parse csv-stringify dayjs date-fns debug deepmerge dotenv ejs escape-html express ' +
    'express-async-handler express-rate-limit express-session express-validator fast-deep-equal fp-ts handlebars he helmet ' +
    'http-errors http-status http-status-codes immer immutable inversify io-ts iconv-lite joi js-yaml jose jsonwebtoken ' +
    'kysely lodash lodash-es lru-cache luxon marked memoizee method-override mime mime-types moment moment-timezone morgan ' +
    'ms mustache multer nanoid neverthrow openapi-types p-limit p-map papaparse passport picocolors pino pug qs ramda ' +
    'reflect-metadata remeda rxjs sanitize-html semver serve-static slugify statuses superstruct swagger-ui-express ' +
    'tiny-invariant ts-pattern tslib tsyringe typedi type-is ulid uuid validator winston yaml yup zod'
  ).split(' '),
);

/** Packages whose calls leave the process. */
const remote = new Set(
  (
    '@apollo/client @aws-sdk @azure @elastic @google-cloud @mailchimp @octokit @opensearch-project @sendgrid @slack @stripe ' +
    '@supabase agenda algoliasearch amqplib apns2 aws-sdk axios bee-queue bull bullmq cloudinary cross-fetch discord.js ' +
    'elasticsearch firebase-admin google-auth-library googleapis got graphql-request ioredis isomorphic-fetch kafkajs ky ' +
    'ldapjs mailgun.js meilisearch memcached minio mqtt nats needle node-fetch nodemailer octokit ofetch openai phin ' +
    'pg-boss postmark redis request request-promise resend sqs-consumer stripe superagent twilio undici web-push ws'
  ).split(' '),
);
