import { describe, expect, it } from 'vitest';
import { isView } from '../../../../src/analyzer/discover/is-view.ts';
import { readCode } from '../../../../src/analyzer/discover/source/read-code.ts';
import { readModuleRecord } from '../../../../src/analyzer/discover/source/module-record.ts';
import { parseSource } from '../../../../src/project/index.ts';

function isViewIn(path: string, text: string): boolean {
  const parsed = parseSource(path, text);
  if ('failure' in parsed) throw new Error(parsed.failure.message);
  const record = readModuleRecord(parsed.program, parsed.lineStarts);
  return isView({ path, record, functions: readCode(path, text, parsed).functions });
}

describe('a module shows something to a user', () => {
  it.each([
    ['as a component', 'cart.tsx', 'export const cart = 1;'],
    ['with a framework of pages', 'cart.ts', "import { ref } from 'vue';"],
    ['with a package for one', 'routes.ts', "import { Routes } from 'react-router-dom';"],
    ['with a part of a scope for one', 'errors.ts', "import * as Sentry from '@sentry/react';"],
    ['with the widgets of an editor', 'words.ts', "import { EditorView } from '@codemirror/view';"],
    ['with the page itself', 'menu.js', "document.querySelector('.menu').focus();"],
  ])('%s', (_, path, text) => {
    expect(isViewIn(path, text)).toBe(true);
  });

  it.each([
    ['what renders a page', 'page.ts', "import { renderToString } from 'react-dom/server';"],
    ['what handles a document', 'store.ts', 'export const keep = (document) => document.save();'],
    ['a reaction', 'reactor.ts', "import { react } from 'reactive-store';"],
  ])('but not %s', (_, path, text) => {
    expect(isViewIn(path, text)).toBe(false);
  });
});
