import { pageHtml } from '../page/page-html.ts';
import type { ReportFormat } from '../report-format.ts';

export const htmlFormat: ReportFormat = {
  name: 'html',
  file: 'index.html',
  purpose: 'the report as a page to look around in: one file, without a network',
  async render(analysis, { pageCode }) {
    const { pageDocumentOf } = await import('../page/page-document.ts');
    return pageHtml('Bounded contexts', pageDocumentOf(analysis), await pageCode());
  },
};
