import type { AliasSource } from './alias-source.ts';
import { babel } from './babel.ts';
import { jest } from './jest.ts';
import { manifest } from './manifest.ts';
import { registered } from './registered.ts';
import { vite } from './vite.ts';
import { webpack } from './webpack.ts';

/** Every source of aliases beside the tsconfig, in the order in which they are asked: what runs the code before what tests it. */
export const aliasSources: readonly AliasSource[] = [webpack, vite, babel, registered, manifest, jest];
