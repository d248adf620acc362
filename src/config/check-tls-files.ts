import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { reasonOf } from '../lib/reason-of.ts';
import type { ConfigProblem } from './config-problem.ts';
import type { ProxyConfig } from './proxy-schema.ts';
import type { ConfigPath } from './yaml-document.ts';

/** A file that a configuration names, and where it does. */
export interface NamedFile {
  readonly path: ConfigPath;
  readonly file: string;
}

interface KeyPair {
  readonly certificate: NamedFile;
  readonly key: NamedFile;
}

const DAY_MS = 86_400_000;
const NOTICE_DAYS = 14;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Every file of certificates and keys that a configuration names, in its order. */
export function tlsFiles(config: ProxyConfig): NamedFile[] {
  return [...keyPairs(config).flatMap(({ certificate, key }) => [certificate, key]), ...authorities(config)];
}

/**
 * What is wrong with the content of these files, and what will soon be: what is no certificate or no key, a key of another certificate, a
 * certificate that is not valid now. Files whose content is not given are skipped.
 */
export function checkTlsFiles(
  config: ProxyConfig,
  contents: ReadonlyMap<string, string>,
  nowMs: number,
): { readonly problems: ConfigProblem[]; readonly warnings: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  for (const { path, file } of authorities(config)) {
    const text = contents.get(file);
    const what = text === undefined ? undefined : authorityProblem(text);
    if (what !== undefined) problems.push({ path, what: `${file} ${what}` });
  }
  for (const pair of keyPairs(config)) {
    const certificate = contents.get(pair.certificate.file);
    const key = contents.get(pair.key.file);
    if (certificate === undefined || key === undefined) continue;
    problems.push(...pairProblems(pair, certificate, key));
    const notice = validityNotice(certificate, nowMs);
    if (notice !== undefined)
      warnings.push({ path: pair.certificate.path, what: `${pair.certificate.file} ${notice}` });
  }
  return { problems, warnings };
}

function keyPairs(config: ProxyConfig): KeyPair[] {
  const pair = (path: ConfigPath, files: { certificate: string; key: string }): KeyPair => ({
    certificate: { path: [...path, 'certificate'], file: files.certificate },
    key: { path: [...path, 'key'], file: files.key },
  });
  const listeners = listenerPaths(config).flatMap(({ path, listener }) =>
    (listener.tls?.certificates ?? []).map((files, index) =>
      pair([...path, 'tls', 'certificates', index], files),
    ),
  );
  const clusters = Object.entries(config.clusters).flatMap(([name, { tls }]) =>
    tls?.certificate === undefined || tls.key === undefined
      ? []
      : [pair(['clusters', name, 'tls'], { certificate: tls.certificate, key: tls.key })],
  );
  return [...listeners, ...clusters];
}

function authorities(config: ProxyConfig): NamedFile[] {
  const listeners = listenerPaths(config).flatMap(({ path, listener }) => {
    const ca = listener.tls?.clientCertificates?.ca;
    return ca === undefined ? [] : [{ path: [...path, 'tls', 'clientCertificates', 'ca'], file: ca }];
  });
  const clusters = Object.entries(config.clusters).flatMap(([name, { tls }]) =>
    tls?.ca === undefined ? [] : [{ path: ['clusters', name, 'tls', 'ca'], file: tls.ca }],
  );
  return [...listeners, ...clusters];
}

function listenerPaths({ listen, listeners }: ProxyConfig) {
  return listeners === undefined
    ? [{ path: ['listen'] as ConfigPath, listener: listen }]
    : listeners.map((listener, index) => ({ path: ['listeners', index] as ConfigPath, listener }));
}

function authorityProblem(text: string): string | undefined {
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) return 'holds no certificate in PEM';
  const broken = certificates.findIndex((each) => parsed(() => new X509Certificate(each)) === undefined);
  return broken < 0 ? undefined : `holds a certificate that cannot be read, number ${broken + 1}`;
}

function pairProblems(pair: KeyPair, certificateText: string, keyText: string): ConfigProblem[] {
  const at = (named: NamedFile, what: string): ConfigProblem => ({
    path: named.path,
    what: `${named.file} ${what}`,
  });
  const problem = authorityProblem(certificateText);
  const problems = problem === undefined ? [] : [at(pair.certificate, problem)];
  const key = privateKey(keyText);
  if (typeof key === 'string') problems.push(at(pair.key, key));
  if (problems.length > 0 || typeof key === 'string') return problems;
  if (!new X509Certificate(certificateText).checkPrivateKey(key))
    return [at(pair.key, `is not the key of ${pair.certificate.file}`)];
  try {
    createSecureContext({ cert: certificateText, key: keyText });
  } catch (error) {
    return [at(pair.certificate, `cannot be used: ${reasonOf(error)}`)];
  }
  return [];
}

function privateKey(text: string): KeyObject | string {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text))
    return 'is protected by a passphrase; write it without one and protect the file';
  return parsed(() => createPrivateKey(text)) ?? 'holds no private key in PEM';
}

function validityNotice(certificateText: string, nowMs: number): string | undefined {
  const certificate = parsed(() => new X509Certificate(certificateText));
  if (certificate === undefined) return undefined;
  const [fromMs, toMs] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (nowMs > toMs) return `expired on ${isoDay(toMs)}; whoever verifies it will refuse it`;
  if (nowMs < fromMs) return `is not valid before ${isoDay(fromMs)}; whoever verifies it will refuse it`;
  const days = Math.ceil((toMs - nowMs) / DAY_MS);
  return days <= NOTICE_DAYS ? `expires on ${isoDay(toMs)}, in ${days} days` : undefined;
}

function isoDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function parsed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
