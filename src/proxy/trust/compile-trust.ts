import type { ProxyConfig } from '../../config/proxy-schema.ts';
import type { Trust } from '../snapshot.ts';
import { AddressSet } from './address-set.ts';
import { FieldPolicy } from './field-policy.ts';

/** Whose word counts, compiled. */
export function compileTrust({ proxies, forwardedBy, identityHeaders }: ProxyConfig['trust']): Trust {
  const identityFields = identityHeaders.map((name) => name.toLowerCase());
  return {
    isAnybodyTrusted: proxies.length > 0,
    proxies: new AddressSet(proxies),
    forwardedBy,
    outsideFields: new FieldPolicy(false, identityFields),
    trustedFields: new FieldPolicy(true, identityFields),
  };
}
