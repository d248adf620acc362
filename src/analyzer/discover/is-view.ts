import { posix } from 'node:path';
import type { Expression } from './source/code.ts';
import type { SourceModule } from './source/read-code.ts';

/** Files that hold a component of a page. */
const viewExtensions = new Set(['.vue', '.svelte', '.astro', '.tsx', '.jsx']);

/** Packages that show something or ask a server for it, with everything below them and their scope. */
const viewPackages = new Set(
  `
  @angular @chakra-ui @codemirror @emotion @headlessui @ionic @lezer @mui @ngrx @radix-ui @reduxjs @stencil @sveltejs @tanstack/react-query
  @tiptap @vueuse alpinejs backbone codemirror formik framer-motion jotai jquery knockout leaflet lit mithril monaco-editor next/link
  next/navigation next/router nuxt/app pinia preact react recoil redux solid-js styled-components svelte swr vue vue-router vuex zustand
  `
    .split(/\s+/)
    .filter(Boolean),
);

/** Packages for one framework: `react-router`, `vue-i18n`, `@sentry/react`. */
const viewNames = /^(?:@[\w.-]+\/)?(?:ngx?|preact|react|solid|svelte|vue)(?:-[\w.-]+)?$/;

/** What only a program in a page can ask for something. */
const pageObjects = new Set(['document', 'window']);

/** Whether a module shows something to a user: by what it is called, imports and calls. A part of a front end, or a page that a server renders. */
export function isView({
  path,
  record,
  functions,
}: Pick<SourceModule, 'path' | 'record' | 'functions'>): boolean {
  return (
    viewExtensions.has(posix.extname(path)) ||
    record.imports.some(({ specifier }) => isForViews(specifier)) ||
    functions.some(({ calls }) => calls.some(({ callee }) => isOfPage(callee)))
  );
}

function isForViews(specifier: string): boolean {
  const [first = '', second = ''] = specifier.split('/');
  const scoped = `${first}/${second}`;
  if (viewPackages.has(scoped) || viewNames.test(scoped)) return true;
  return (viewPackages.has(first) || viewNames.test(first)) && second !== 'server';
}

/** `document.querySelector`, where no variable has that name. */
function isOfPage(callee: Expression): boolean {
  if (callee.kind === 'member') return isOfPage(callee.object);
  if (callee.kind === 'call') return isOfPage(callee.callee);
  return callee.kind === 'name' && !callee.variable && pageObjects.has(callee.name);
}
