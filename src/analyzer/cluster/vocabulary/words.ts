/** One word each, whatever its capitals. */
const brands =
  /GitHub|GitLab|GraphQL|JavaScript|LinkedIn|MongoDB|MySQL|OpenAPI|PayPal|PostgreSQL|SQLite|TypeORM|TypeScript|YouTube/g;

/** `OrderLineItem`, `order-line.item` and `order_line_item` as lower-case words; digits end a word and are left out. */
export function splitWords(name: string): string[] {
  return name
    .replace(brands, ([first = '', ...rest]) => first + rest.join('').toLowerCase())
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{Ll}\p{Lo}]+/u)
    .filter((word) => word.length > 1);
}
