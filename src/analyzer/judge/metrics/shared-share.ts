import type { ProjectMetric } from './metric.ts';

/** Share of the domain and shared modules that are shared kernel. Range 0..1, no unit; 0 without modules. */
export const sharedShare: ProjectMetric = {
  name: 'sharedShare',
  measure({ modules }) {
    const shared = modules.filter(({ role }) => role === 'shared').length;
    const domain = modules.filter(({ role }) => role === 'domain').length;
    return shared + domain === 0 ? 0 : shared / (shared + domain);
  },
};
