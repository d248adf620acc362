import type { ConfigProblem } from './config-problem.ts';
import { admin as adminSchema } from './sections/admin.ts';

/** Who may reach the admin listener must be said in exactly one way; `data` is the section and may be invalid. */
export function checkAdmin(data: unknown): ConfigProblem[] {
  const admin = adminSchema.safeParse(data).data;
  if (admin === undefined) return [];
  const problems: ConfigProblem[] = [];
  const { host, token, tokenFile } = admin;
  if (!isLoopback(host) && token === undefined && tokenFile === undefined)
    problems.push({
      path: ['admin', 'host'],
      what: 'admin.host is not a loopback address, which needs admin.token (such as ${BANYAN_ADMIN_TOKEN}) or admin.tokenFile',
    });
  if (token !== undefined && tokenFile !== undefined)
    problems.push({
      path: ['admin', 'tokenFile'],
      what: 'admin.tokenFile and admin.token are two tokens; keep one',
    });
  return problems;
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.[0-9.]+|::1)$/i.test(host);
}
