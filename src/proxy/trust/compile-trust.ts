import type { ProxyConfig } from '../../config/proxy-schema.ts';
import { METHOD_OVERRIDE_FIELDS } from '../routing/method-override.ts';
import type { Trust } from '../snapshot.ts';
import { AddressSet } from './address-set.ts';
import { FieldPolicy } from './field-policy.ts';

/** Whose word counts, compiled, and which fields end here. */
export function compileTrust({ trust, routeMatching }: Pick<ProxyConfig, 'trust' | 'routeMatching'>): Trust {
  const { proxies, forwardedBy } = trust;
  const identityFields = trust.identityHeaders.map((name) => name.toLowerCase());
  const stripped = routeMatching.methodOverride === 'strip' ? METHOD_OVERRIDE_FIELDS : [];
  return {
    isAnybodyTrusted: proxies.length > 0,
    proxies: new AddressSet(proxies),
    forwardedBy,
    explainKey: trust.explainKey,
    outsideFields: new FieldPolicy(false, identityFields, stripped),
    trustedFields: new FieldPolicy(true, identityFields, stripped),
  };
}
