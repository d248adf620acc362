/** A share as a percentage with two digits: 0.0123 is `1.23 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
