import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadProxyConfig } from '../../../src/config/index.ts';
import { BanyanError } from '../../../src/errors/banyan-error.ts';
import { makeCertificate } from '../../support/proxy/certificates.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2030-06-15T12:00:00Z');
const valid = { validFromMs: nowMs - DAY_MS, validToMs: nowMs + 90 * DAY_MS };
const shop = makeCertificate({ name: 'shop', ...valid });
const other = makeCertificate({ name: 'other', ...valid });
const late = makeCertificate({ name: 'late', validFromMs: nowMs - 2 * DAY_MS, validToMs: nowMs - DAY_MS });
const soon = makeCertificate({ name: 'soon', validFromMs: nowMs - DAY_MS, validToMs: nowMs + 3 * DAY_MS });
const early = makeCertificate({ name: 'early', validFromMs: nowMs + DAY_MS, validToMs: nowMs + 2 * DAY_MS });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-tls-files-'));
  const files: Record<string, string> = {
    'shop.pem': shop.certificate,
    'shop.key': shop.key,
    'other.key': other.key,
    'late.pem': late.certificate,
    'late.key': late.key,
    'soon.pem': soon.certificate,
    'soon.key': soon.key,
    'early.pem': early.certificate,
    'early.key': early.key,
    'locked.key': shop.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
      .toString(),
    'text.pem': 'no certificate\n',
    'broken.pem': `${shop.certificate}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await chmod(join(folder, 'shop.key'), 0o600);
});

async function load(tls: string, cluster = '') {
  const text = `version: banyan/v1
listen:
  tls: ${tls}
clusters:
  monolith: {destinations: [{address: "https://127.0.0.1:3000"}]${cluster}}
`;
  const file = join(folder, 'proxy.yaml');
  await writeFile(file, text);
  return loadProxyConfig(file, { name: 'proxy.yaml', environment: {} }, nowMs);
}

async function problems(tls: string, cluster = ''): Promise<string[]> {
  const error: unknown = await load(tls, cluster).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BanyanError) || error.code !== 'CONFIG_INVALID') throw error;
  return error.problems.map(({ where, what }) => `${where} ${what}`);
}

const pair = (certificate: string, key: string) =>
  `{certificates: [{certificate: ${certificate}, key: ${key}}]}`;

describe('the files that a configuration names for TLS', () => {
  it('are read, relative to its folder', async () => {
    const { files, warnings, sources } = await load(pair('shop.pem', 'shop.key'), ', tls: {ca: shop.pem}');
    expect([...files]).toEqual([
      ['shop.pem', shop.certificate],
      ['shop.key', shop.key],
    ]);
    expect(sources).toEqual(['proxy.yaml', 'shop.pem', 'shop.key'].map((name) => join(folder, name)));
    expect(warnings).toEqual([]);
  });

  it('change the fingerprint of what was loaded, exactly when their content changes', async () => {
    const first = await load(pair('shop.pem', 'shop.key'));
    await writeFile(join(folder, 'shop.key'), `${shop.key}\n`);
    const second = await load(pair('shop.pem', 'shop.key'));
    await writeFile(join(folder, 'shop.key'), shop.key);
    const third = await load(pair('shop.pem', 'shop.key'));
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(third.fingerprint).toBe(first.fingerprint);
  });

  it.each([
    ['shop.pem', 'other.key', /^proxy\.yaml:3:\d+ other\.key is not the key of shop\.pem$/],
    ['shop.pem', 'missing.key', /missing\.key cannot be read: no such file or directory \(ENOENT\)$/],
    ['text.pem', 'shop.key', /text\.pem holds no certificate in PEM$/],
    ['shop.pem', 'shop.pem', /shop\.pem holds no private key in PEM$/],
    ['broken.pem', 'shop.key', /broken\.pem holds a certificate that cannot be read, number 2$/],
    ['shop.pem', 'locked.key', /locked\.key is protected by a passphrase; /],
  ])('must fit: %s with %s', async (certificate, key, expected) => {
    expect(await problems(pair(certificate, key))).toEqual([expect.stringMatching(expected)]);
  });

  it('are all judged at once, in listeners and clusters', async () => {
    const tls =
      '{certificates: [{certificate: shop.pem, key: other.key}], clientCertificates: {ca: text.pem}}';
    expect(
      await problems(tls, ', tls: {ca: missing.pem, certificate: shop.pem, key: late.key}'),
    ).toHaveLength(4);
  });

  it.each([
    ['late', 'late.pem expired on 2030-06-14; whoever verifies it will refuse it'],
    ['soon', 'soon.pem expires on 2030-06-18, in 3 days'],
    ['early', 'early.pem is not valid before 2030-06-16; whoever verifies it will refuse it'],
  ])('work although they are %s, with a warning', async (name, expected) => {
    const { warnings } = await load(pair(`${name}.pem`, `${name}.key`));
    expect(warnings).toEqual([{ where: expect.stringMatching(/^proxy\.yaml:3:\d+$/), what: expected }]);
  });
});

describe('TLS in a configuration', () => {
  it.each([
    ['{certificates: []}', 'listen.tls.certificates must list at least one certificate'],
    ['{certificates: [{certificate: a.pem}]}', 'listen.tls.certificates[0].key is missing; it must be text'],
    ['{}', 'listen.tls.certificates is missing; it must be a list of certificates with their keys'],
    [
      '{certificates: [{certificate: shop.pem, key: shop.key}], minimumVersion: 1.1}',
      'listen.tls.minimumVersion must be "1.2" or "1.3", in quotes',
    ],
    [
      '{certificates: [{certificate: shop.pem, key: shop.key}], clientCertificates: {mode: need, ca: shop.pem, forward: [name]}}',
      'listen.tls.clientCertificates.mode must be one of request, require',
    ],
    [
      '{certificates: [{certificate: shop.pem, key: shop.key}], clientCertificate: {}}',
      'listen.tls.clientCertificate is not a known key; did you mean clientCertificates? (known: certificates, minimumVersion, clientCertificates)',
    ],
  ])('has a sentence for what is wrong with %s', async (tls, expected) => {
    expect((await problems(tls)).map((each) => each.replace(/^\S+ /, ''))).toContain(expected);
  });

  it('has one for what is wrong with a cluster', async () => {
    const tls = pair('shop.pem', 'shop.key');
    expect(await problems(tls, ', tls: {certificate: shop.pem}')).toEqual([
      expect.stringContaining('clusters.monolith.tls must have both certificate and key, or neither'),
    ]);
    expect(await problems(tls, ', tls: {serverName: "a b"}')).toEqual([
      expect.stringContaining('clusters.monolith.tls.serverName must be a host name'),
    ]);
  });
});
