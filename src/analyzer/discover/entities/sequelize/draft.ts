import type { Column } from '../../sql/statement.ts';
import type { Model, ModelKey, ModelRelation } from '../model.ts';

/** A model while associations are being added to it. */
export type Draft = Model & {
  readonly relations: ModelRelation[];
  readonly columns: Column[];
  readonly foreignKeys: ModelKey[];
};
