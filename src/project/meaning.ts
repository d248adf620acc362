/** Prose, pictures, fonts, styles, recordings. */
const inert =
  /\.(?:md|mdx|markdown|rst|adoc|txt|pdf|png|jpe?g|gif|svg|webp|avif|ico|bmp|css|scss|sass|less|woff2?|ttf|otf|eot|snap|lock|log|map|mp[34]|webm|wav|zip|gz)$/i;
/** What package managers write. */
const locks = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|bun\.lockb?)$/;
/** What we write ourselves, and what is written for us. */
const ours = /(?:^|\/)banyan\.(?:boundaries\.yaml|baseline\.json|yaml)$/;

/**
 * Whether a file can say something about which modules there are, what they use and what they do to data, so that a boundary may be
 * broken by it. Sources, manifests, configuration and schemas can; what only people and browsers look at cannot.
 */
export function isMeaningful(path: string): boolean {
  return !inert.test(path) && !locks.test(path) && !ours.test(path);
}
