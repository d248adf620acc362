import { z } from 'zod';
import { proxySchema, teamSchema } from '../src/config/index.ts';
import { analysisSchema } from '../src/model/analysis.ts';
import { diagnosticReference } from './diagnostic-reference.ts';
import { errorReference } from './error-reference.ts';
import { proxyReference } from './proxy-reference.ts';

/** Every file of the repository that is generated, with its text; a contract test compares them with what is on disk. */
export function generatedFiles(): { readonly file: string; readonly text: string }[] {
  return [
    { file: 'schema/analysis.schema.json', text: schemaText(analysisSchema, 'Banyan analysis document') },
    { file: 'schema/proxy.schema.json', text: schemaText(proxySchema, 'Banyan proxy configuration') },
    { file: 'schema/team.schema.json', text: schemaText(teamSchema, 'Banyan team decisions (banyan.yaml)') },
    { file: 'docs/reference/diagnostics.md', text: diagnosticReference() },
    { file: 'docs/reference/errors.md', text: errorReference() },
    { file: 'docs/reference/proxy-config.md', text: proxyReference() },
  ];
}

/** What a writer of the document may write; defaults are optional. */
function schemaText(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
