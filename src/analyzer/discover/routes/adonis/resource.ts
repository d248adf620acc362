import type { Registration } from '../router.ts';

/** One of the routes of a resource controller. */
interface Action {
  readonly name: string;
  readonly methods: readonly string[];
  /** Below the path of the resource. */
  readonly path: string;
  /** Shows a form; an API has none. */
  readonly isForm: boolean;
}

const actions: readonly Action[] = [
  { name: 'index', methods: ['GET'], path: '', isForm: false },
  { name: 'create', methods: ['GET'], path: '/create', isForm: true },
  { name: 'store', methods: ['POST'], path: '', isForm: false },
  { name: 'show', methods: ['GET'], path: '/:id', isForm: false },
  { name: 'edit', methods: ['GET'], path: '/:id/edit', isForm: true },
  { name: 'update', methods: ['PUT', 'PATCH'], path: '/:id', isForm: false },
  { name: 'destroy', methods: ['DELETE'], path: '/:id', isForm: false },
];

/** What `router.resource('orders.lines', controller)` gives, until `only`, `except` and `apiOnly` have been called. */
export interface Resource {
  readonly kind: 'resource';
  readonly registrations: Map<string, Registration>;
  /** Where its registrations stand; those that are taken away are taken from here. */
  readonly routes: Registration[];
}

/** The actions of a resource with their paths: `orders.lines` is below one order. */
export function resourceActions(
  resource: string,
  isShallow: boolean,
): { readonly action: Action; readonly path: string }[] {
  const names = resource.split('.').filter((each) => each !== '');
  const last = names.at(-1) ?? '';
  const above = names.slice(0, -1).map((name) => `${name}/:${parameterOf(name)}`);
  const nested = [...above, last].join('/');
  return actions.map((action) => {
    const isAlone = isShallow && action.path.startsWith('/:id');
    return { action, path: `${isAlone ? last : nested}${action.path}` };
  });
}

/** `blog-posts` has `:blog_post_id`. */
function parameterOf(name: string): string {
  const words = (name.split('/').at(-1) ?? name).replaceAll('-', '_');
  const singular = words
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');
  return `${singular}_id`;
}

/** Takes the routes of a resource away that a filter does not name. */
export function keep({ registrations, routes }: Resource, isWanted: (action: string) => boolean): void {
  for (const [name, registration] of registrations) {
    const at = routes.indexOf(registration);
    if (!isWanted(name) && at >= 0) routes.splice(at, 1);
  }
}

export const formActions: ReadonlySet<string> = new Set(
  actions.flatMap(({ name, isForm }) => (isForm ? [name] : [])),
);
