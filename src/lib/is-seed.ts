/** Whether a file fills a database for development or a first start, which each service does for itself after a split. */
export function isSeed(path: string): boolean {
  return (
    /(?:^|[/._-])(?:seed(?:s|er|ers|ing)?|fixtures?)(?:[/._-]|$)/i.test(path) ||
    /Seed(?:s|er)?\.[cm]?[jt]s$/.test(path)
  );
}
