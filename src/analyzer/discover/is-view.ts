import { posix } from 'node:path';
import type { SourceModule } from './source/read-code.ts';

/** Files that hold a component of a page. */
const viewExtensions = new Set(['.vue', '.svelte', '.astro', '.tsx', '.jsx']);

/** Packages that show something or ask a server for it, with everything below them and their scope. */
const viewPackages = new Set(
  `
  @angular @ionic @ngrx @reduxjs @stencil @sveltejs @tanstack/react-query @vueuse alpinejs backbone jquery knockout lit mithril next/link
  next/navigation next/router nuxt/app pinia preact react react-dom react-native react-redux react-router react-router-dom redux
  solid-js svelte swr vue vue-router vuex zustand
  `
    .split(/\s+/)
    .filter(Boolean),
);

/** Whether a module shows something to a user, by what it is called and imports: a part of a front end, or a page that a server renders. */
export function isView({ path, record }: Pick<SourceModule, 'path' | 'record'>): boolean {
  if (viewExtensions.has(posix.extname(path))) return true;
  return record.imports.some(({ specifier }) => {
    const [first = '', second = ''] = specifier.split('/');
    return viewPackages.has(first) ? second !== 'server' : viewPackages.has(`${first}/${second}`);
  });
}
