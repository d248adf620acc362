import { expect, test } from 'vitest';
import { parseSource } from '../../../src/project/index.ts';

test('JavaScript with types of Flow is read as TypeScript; what neither reads is a syntax error', () => {
  const flow = parseSource(
    'orders.js',
    '// @flow\nexport function place(order: Order): Promise<void> { return <b/>; }\n',
  );
  expect(flow).toMatchObject({ diagnostics: [] });
  expect('program' in flow && flow.program.body).toHaveLength(1);
  expect(parseSource('broken.js', 'function ( {')).toMatchObject({ diagnostics: [{ code: 'SYNTAX_ERROR' }] });
});
