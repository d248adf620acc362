import type { PageDocument } from '../../../report/page/page-document.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { PlaceName } from '../../shell/place-list.tsx';
import { codePlace } from '../../reading/code-place.ts';

/** What the analysis did not understand: how much, and each place of it. */
export function Gaps({ data }: { readonly data: PageDocument }) {
  const { diagnostics, unresolvedImports, receivers } = data.summary;
  const rows = [
    ...diagnostics.map(({ severity, code, message, place }) => ({ kind: code, severity, message, place })),
    ...unresolvedImports.map(({ place, specifier, reason }) => ({
      kind: 'IMPORT',
      severity: 'warning',
      message: `${specifier}: ${reason}`,
      place,
    })),
  ].map((row, index) => ({ ...row, index }));
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">What was not understood</h2>
      {receivers === null || receivers.unresolved === 0 ? null : (
        <p>
          Of {receivers.total.toLocaleString('en')} receivers of method calls,{' '}
          {receivers.unresolved.toLocaleString('en')} could not be followed; most belong to packages.
        </p>
      )}
      {rows.length === 0 ? (
        <p class="empty">Every file was parsed and every import was found.</p>
      ) : (
        <details>
          <summary>{rows.length.toLocaleString('en')} places</summary>
          <DataTable
            id="gaps"
            caption="What was not understood"
            rows={rows}
            keyOf={({ index }) => index}
            search="Find a file, a code or a reason"
            columns={[
              { title: 'What', value: ({ message }) => message },
              { title: 'Code', value: ({ kind }) => kind, cell: ({ kind }) => <code>{kind}</code> },
              { title: 'Severity', value: ({ severity }) => severity },
              {
                title: 'Where',
                value: ({ place }) => (place === null ? '' : Object.values(codePlace(data, place)).join(':')),
                cell: ({ place }) => (place === null ? '' : <PlaceName {...codePlace(data, place)} />),
              },
            ]}
          />
        </details>
      )}
    </section>
  );
}
