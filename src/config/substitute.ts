const reference = /\$(\$\{|\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\})/g;
const wholeReference = /^\$\{[A-Za-z_][A-Za-z0-9_]*(?::-[^}]*)?\}$/;

/**
 * Replaces `${NAME}` and `${NAME:-default}` in a scalar; `$${` stands for a plain `${`.
 *
 * An unset or empty variable takes the default. A scalar that is one reference and nothing else takes the type that its
 * replacement has on its own, so that `port: ${PORT:-8080}` is a number. Replacements are never parsed as YAML.
 */
export function substitute(
  scalar: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly value: string | number | boolean; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const value = scalar.replace(
    reference,
    (_, sign: string, name: string | undefined, fallback: string | undefined) => {
      if (name === undefined) return sign;
      const found = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (found) return found;
      if (fallback === undefined) missing.push(name);
      return fallback ?? '';
    },
  );
  return { value: wholeReference.test(scalar) ? typed(value) : value, missing };
}

function typed(value: string): string | number | boolean {
  if (/^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/.test(value)) return Number(value);
  return value === 'true' ? true : value === 'false' ? false : value;
}
