const start =
  /^(?:\s|\(|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(select|insert|update|delete|with|merge|replace|truncate|create|alter|drop|begin|start|commit|rollback|explain|copy|rename|do)\b/i;

/** The second word that makes a sentence a statement: `update the orders` has none. */
const proof: Readonly<Record<string, RegExp>> = {
  select: /\bfrom\b|^\s*select\s+\S+$/i,
  insert: /\b(?:into|ignore|overwrite)\s+\S/i,
  update: /\bset\b/i,
  delete: /\bfrom\b/i,
  with: /\bas\s*(?:(?:not\s+)?materialized\s*)?\(/i,
  merge: /\busing\b/i,
  replace: /\binto\b/i,
  truncate: /^\s*truncate\s+(?:table\s+)?[\w".`]+/i,
  create: /\b(?:table|view|index|schema|function|trigger|type|extension|sequence|database|procedure)\b/i,
  alter: /\b(?:table|view|type|sequence|database|schema|index)\b/i,
  drop: /\b(?:table|view|index|schema|function|trigger|type|sequence|database|procedure)\b/i,
  begin: /^\s*begin\s*(?:(?:transaction|work|immediate|exclusive|deferred|isolation|read|;)[\s\S]*)?$/i,
  start: /\btransaction\b/i,
  commit: /^\s*commit\b[\s\w;]*$/i,
  rollback: /^\s*rollback\b[\s\w;]*$/i,
  explain: /\bfrom\b/i,
  copy: /\b(?:from|to)\b/i,
  rename: /\btable\b/i,
  do: /^\s*do\s+\$/i,
};

/** Whether a text is one or more SQL statements and not a sentence that starts like one. */
export function isStatement(text: string): boolean {
  const word = start.exec(text.slice(0, 2_000))?.[1]?.toLowerCase();
  return word !== undefined && (proof[word]?.test(text) ?? false);
}

/** Whether a part of a statement can name a table. */
export function mayNameTable(text: string): boolean {
  return /\b(?:from|join|into|update)\s/i.test(text);
}
