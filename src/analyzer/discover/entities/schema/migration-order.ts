import { byCodeUnit } from '../../../../lib/ordered.ts';

/** Path order with numbers by value: `9_carts.sql` before `10_orders.sql`. */
export function byMigrationOrder(a: string, b: string): number {
  return byCodeUnit(sortable(a), sortable(b)) || byCodeUnit(a, b);
}

function sortable(path: string): string {
  return path.replace(/\d+/g, (digits) => digits.padStart(20, '0'));
}
