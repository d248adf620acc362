import { buildPage, isPageFresh } from '../../scripts/page-bundle.ts';

/** Before all tests: reports are made with the page's code as it is now, whether or not `npm run build` ran since it changed. */
export async function setup(): Promise<void> {
  if (!isPageFresh()) await buildPage();
}
