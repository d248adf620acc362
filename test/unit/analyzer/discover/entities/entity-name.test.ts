import { expect, test } from 'vitest';
import { entityNameOf } from '../../../../../src/analyzer/discover/entities/entity-name.ts';

test.each([
  ['orders', 'Order'],
  ['order_items', 'OrderItem'],
  ['OrderItems', 'OrderItem'],
  ['categories', 'Category'],
  ['addresses', 'Address'],
  ['user_statuses', 'UserStatus'],
  ['order_status_history', 'OrderStatusHistory'],
  ['boxes', 'Box'],
  ['warehouses', 'Warehouse'],
  ['purchases', 'Purchase'],
  ['analyses', 'Analysis'],
  ['people', 'Person'],
  ['daily_sales', 'DailySales'],
  ['news', 'News'],
  ['BUS', 'Bus'],
  ['address', 'Address'],
  ['n_flight', 'NFlight'],
  ['_AToB', 'AToB'],
])('one row of %s is %s', (table, name) => {
  expect(entityNameOf(table)).toBe(name);
});
