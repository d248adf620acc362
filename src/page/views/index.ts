import type { PageDocument } from '../../report/page/page-document.ts';
import type { View } from '../shell/view.ts';
import { contextView } from './context/context-view.tsx';
import { dataView } from './data/data-view.tsx';
import { decideView } from './decide/decide-view.tsx';
import { mapView } from './map/map-view.tsx';
import { matrixView } from './matrix/matrix-view.tsx';
import { planView } from './plan/plan-view.tsx';
import { routesView } from './routes/routes-view.tsx';
import { summaryView } from './summary/summary-view.tsx';
import { treemapView } from './treemap/treemap-view.tsx';

/** Every view of the report, in the order of the tabs. */
export const views: readonly View<PageDocument>[] = [
  summaryView,
  mapView,
  matrixView,
  treemapView,
  dataView,
  routesView,
  contextView,
  decideView,
  planView,
];
