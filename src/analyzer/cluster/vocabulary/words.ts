/** `OrderLineItem`, `order-line.item` and `order_line_item` as lower-case words; digits end a word and are left out. */
export function splitWords(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{Ll}\p{Lo}]+/u)
    .filter((word) => word.length > 1);
}
