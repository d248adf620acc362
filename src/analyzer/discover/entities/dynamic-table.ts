import type { Diagnostic } from '../../../model/diagnostic.ts';

/** An access whose table is only known at run time. */
export function dynamicTable(path: string, line: number, via: string): Diagnostic {
  return {
    severity: 'note',
    code: 'TABLE_DYNAMIC',
    message: `the table is named at run time (${via}): the access is missing`,
    location: { path, line },
  };
}
