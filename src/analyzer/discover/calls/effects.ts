import type { SideEffects } from '../../../model/analysis.ts';
import { serviceOf } from '../outbound/services.ts';
import { effectOfData, isDataPackage } from './data-effects.ts';
import { isHarmlessMethod, isHarmlessOnResult } from './harmless-methods.ts';
import { isPurePackage } from './pure-packages.ts';

/** A call of something of a package. */
interface PackageCall {
  readonly package: string;
  /** See `Shape`. */
  readonly path: readonly string[];
  readonly isNew: boolean;
  /** The accesses to entities in the function around are known: they say what its queries do. */
  readonly isSeen: boolean;
}

/**
 * What calling something of a package does outside of the process.
 *
 * `unknown` for packages that nobody classified, unless the call cannot have an effect by its name or makes an instance. A
 * client that is only made has done nothing yet; a cache may lose what it holds at any time, so that its use is no effect.
 */
export function effectOf(call: PackageCall): SideEffects {
  const { package: name, path, isNew } = call;
  const names = path.filter((each) => each !== '()');
  const last = path.at(-1) === '()' ? '' : (names.at(-1) ?? '');
  if (name === 'global') return effectOfGlobal(names);
  if (name.startsWith('node:')) return effectOfNode(name, names);
  if (name === 'express') return effectOfExpress(path);
  if (isPurePackage(name)) return 'none';
  if (path.includes('()') && isHarmlessOnResult(last)) return 'none';
  if (isDataPackage(name)) return isNew ? 'none' : effectOfData(last, call.isSeen);
  const service = serviceOf(name, path);
  if (service === null) return isNew || isHarmlessOnResult(last) ? 'none' : 'unknown';
  if (isNew || /^[A-Z]/.test(last) || local.has(last)) return 'none';
  if (making.has(last) && !path.includes('()')) return 'none';
  return service.kind === 'store' ? effectOfStore(last) : 'external';
}

/** Of packages: what makes or sets up a client. */
const making = new Set(
  'create extend createClient createTransport createPool initializeApp cert applicationDefault getApps config tool jsonSchema setGlobalDispatcher'.split(
    ' ',
  ),
);

/** Of clients: what prepares, checks or describes a request but sends none. */
const local = new Set(
  (
    'isAxiosError isCancel constructEvent constructEventAsync validateRequest getUri setApiKey use eject on once off ' +
    'getSignedUrl close quit disconnect duplicate removeListener pipeline multi'
  ).split(' '),
);

/** A store of keys or documents: it is read, or written. */
function effectOfStore(method: string): SideEffects {
  return /^(?:m|h|z|l|s|x)?(?:get|exists|ttl|pttl|keys|scan|range|card|len|rank|score|members|ismember|vals|read|count|search|type|time|ping|info|strlen|dbsize)/i.test(
    method,
  )
    ? 'none'
    : /^s?publish$|^p?subscribe$/i.test(method)
      ? 'external'
      : 'writes';
}

function effectOfGlobal(names: readonly string[]): SideEffects {
  const name = names.find((each) => each !== 'globalThis' && each !== 'window') ?? '';
  return /^(?:fetch|WebSocket|XMLHttpRequest|EventSource)$/.test(name) && names.at(-1) === name
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
    'getHeaderNames hostname httpVersion ip ips is method on once off originalUrl param params path pause pipe protocol query range ' +
    'rawHeaders removeListener resume route secure setEncoding signedCookies socket subdomains unpipe url xhr append ' +
    'attachment clearCookie contentType cookie cork download emit end flushHeaders format getHeader getHeaders hasHeader ' +
    'json jsonp links locals location redirect removeHeader render send sendFile sendStatus setHeader status statusCode ' +
    'type uncork vary write writeHead'
  ).split(' '),
);

const fileWrites =
  /^(?:write|append|truncate|rename|unlink|rm|rmdir|mkdir|mkdtemp|copyFile|cp|chmod|chown|link|symlink|utimes|createWriteStream)/;
