import { endsAtProxy, isIdentityField, isWrittenByProxy } from '../../config/field-names.ts';

const maxDecided = 1024;

/** Which request fields end at the proxy, whatever the message says about its connection; decided once per name, for a bounded number of names. */
export class FieldPolicy {
  readonly #decided = new Map<string, boolean>();
  readonly #isTrusted: boolean;
  readonly #identityFields: readonly string[];
  readonly #stripped: readonly string[];

  /** `isTrusted`: of the peers whose word counts. `identityFields`: lower-case names, some ending in `*`. `stripped`: names that nobody may send. */
  constructor(isTrusted: boolean, identityFields: readonly string[], stripped: readonly string[]) {
    this.#stripped = stripped;
    this.#isTrusted = isTrusted;
    this.#identityFields = identityFields;
  }

  /** Whether a field goes on, where nothing but its name matters. */
  readonly keeps = ({ lower }: { readonly lower: string }): boolean => !this.drops(lower);

  drops(lower: string): boolean {
    const known = this.#decided.get(lower);
    if (known !== undefined) return known;
    const isDropped = this.#decide(lower);
    if (this.#decided.size >= maxDecided) this.#decided.clear();
    this.#decided.set(lower, isDropped);
    return isDropped;
  }

  #decide(lower: string): boolean {
    if (lower === 'host' || this.#stripped.includes(lower)) return true;
    if (this.#isTrusted) return isWrittenByProxy(lower);
    return endsAtProxy(lower) || isIdentityField(lower, this.#identityFields);
  }
}
