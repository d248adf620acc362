import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key, both in PEM. */
export interface TestCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface CertificateInput {
  readonly name: string;
  /** DNS names; addresses are recognised. */
  readonly alternatives?: readonly string[];
  /** Signs itself without one. */
  readonly issuer?: TestCertificate;
  readonly isAuthority?: boolean;
  readonly validFromMs?: number;
  readonly validToMs?: number;
}

const DAY_MS = 86_400_000;

/** An X.509 certificate on P-256 (RFC 5280), written by hand so that tests need no other program. */
export function makeCertificate(input: CertificateInput): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));
  const signed = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(input.issuer?.name ?? input.name),
    sequence(
      time(input.validFromMs ?? Date.now() - DAY_MS),
      time(input.validToMs ?? Date.now() + 90 * DAY_MS),
    ),
    nameOf(input.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(input))),
  );
  const signature = sign('sha256', signed, input.issuer?.privateKey ?? privateKey);
  const der = sequence(signed, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    name: input.name,
    privateKey,
  };
}

function extensions({ alternatives = [], isAuthority = false }: CertificateInput): Buffer[] {
  const names = alternatives.map((name) =>
    /^[\d.]+$/.test(name)
      ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
      : tagged(0x82, Buffer.from(name)),
  );
  const constraints = sequence(
    identifier('551d13'),
    tagged(0x01, Buffer.from([0xff])),
    tagged(0x04, sequence(...(isAuthority ? [tagged(0x01, Buffer.from([0xff]))] : []))),
  );
  const alternativeNames = sequence(identifier('551d11'), tagged(0x04, sequence(...names)));
  return names.length === 0 ? [constraints] : [constraints, alternativeNames];
}

function nameOf(name: string): Buffer {
  return sequence(tagged(0x31, sequence(identifier('550403'), tagged(0x0c, Buffer.from(name)))));
}

function time(epochMs: number): Buffer {
  return tagged(0x18, Buffer.from(`${new Date(epochMs).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`));
}

function identifier(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}
