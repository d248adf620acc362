import { render } from 'preact';
import type { PageDocument } from '../report/page/page-document.ts';
import { Frame } from './shell/frame.tsx';
import { focusSearchOnSlash } from './shell/keys.ts';
import { restoreTheme } from './shell/theme.ts';
import { views } from './views/index.ts';

const root = document.getElementById('page');
const data = JSON.parse(document.getElementById('data')?.textContent ?? 'null') as PageDocument;
restoreTheme();
focusSearchOnSlash();
if (root !== null)
  render(<Frame title="Bounded contexts" about={aboutOf(data)} views={views} data={data} />, root);

function aboutOf({ head }: PageDocument): string {
  return [
    `${head.files.toLocaleString('en')} files`,
    `${head.lines.toLocaleString('en')} lines`,
    ...head.frameworks,
    ...head.orms,
    ...(head.commit === null ? [] : [`commit ${head.commit.slice(0, 10)}`]),
    head.tool,
  ].join(' · ');
}
