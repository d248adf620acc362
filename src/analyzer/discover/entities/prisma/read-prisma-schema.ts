/** A `model` or `view` of a Prisma schema. */
export interface PrismaModel {
  readonly name: string;
  /** `@@map`, else null. */
  readonly table: string | null;
  /** `@@schema`, else null. */
  readonly schema: string | null;
  /** 1-based. */
  readonly line: number;
  readonly fields: readonly PrismaField[];
}

export interface PrismaField {
  readonly name: string;
  readonly type: string;
  readonly isList: boolean;
  readonly isOptional: boolean;
  /** `@map`, else the name. */
  readonly column: string;
  /** The name in `@relation("…")`, else null. */
  readonly relation: string | null;
  /** `fields` and `references` of `@relation`: the fields of both sides that carry the relation. */
  readonly fields: readonly string[];
  readonly references: readonly string[];
}

const blockStart = /^\s*(?:model|view)\s+(\w+)\s*\{/;
const anyBlockStart = /^\s*\w+\s+\w+\s*\{/;
const field = /^\s*(\w+)\s+(\w+)(?:\("[^"]*"\))?(\[\])?(\?)?/;
const mapped = /@map\(\s*(?:name:\s*)?"([^"]+)"/;
const attribute = /^\s*@@(map|schema)\(\s*(?:name:\s*)?"([^"]+)"/;
const relationName = /@relation\(\s*(?:name:\s*)?"([^"]+)"|@relation\([^)]*\bname:\s*"([^"]+)"/;

/** The models of a schema file. Blocks start on a line of their own, as Prisma's grammar wants. O(text). */
export function readPrismaSchema(text: string): PrismaModel[] {
  const models: PrismaModel[] = [];
  let open: (PrismaModel & { fields: PrismaField[]; table: string | null; schema: string | null }) | null =
    null;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/^\s*\/\/.*$/, '');
    const [, name] = blockStart.exec(line) ?? [];
    if (name !== undefined) {
      open = { name, table: null, schema: null, line: index + 1, fields: [] };
      models.push(open);
    } else if (anyBlockStart.test(line) || /^\s*\}/.test(line)) open = null;
    else if (open) readLine(open, line);
  }
  return models;
}

function readLine(
  model: { fields: PrismaField[]; table: string | null; schema: string | null },
  line: string,
): void {
  const [, kind, value = null] = attribute.exec(line) ?? [];
  if (kind === 'map') model.table = value;
  if (kind === 'schema') model.schema = value;
  const [, name, type, list, optional] = field.exec(line) ?? [];
  if (name === undefined || type === undefined) return;
  const [, first, named] = relationName.exec(line) ?? [];
  const attributes = line.slice(line.indexOf('@'));
  model.fields.push({
    name,
    type,
    isList: list !== undefined,
    isOptional: optional !== undefined,
    column: mapped.exec(attributes)?.[1] ?? name,
    relation: first ?? named ?? null,
    fields: namesIn(/\bfields:\s*\[([^\]]*)\]/, line),
    references: namesIn(/\breferences:\s*\[([^\]]*)\]/, line),
  });
}

function namesIn(list: RegExp, line: string): string[] {
  const [, text = ''] = list.exec(line) ?? [];
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
