import { BanyanError } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import type { Analysis } from '../model/analysis.ts';

/** An analysis of 100,000 files takes some 300 MB; a longer text is not one that Node can hold. */
const maxBytes = 500_000_000;

/**
 * The analysis document in a file, validated; `name` is how messages call the file.
 *
 * Throws PATH_MISSING when it cannot be read, DOCUMENT_INVALID when it is not an analysis of this version.
 */
export async function readAnalysis(file: string, name: string): Promise<Analysis> {
  const [text, { analysisSchema }] = await Promise.all([
    readTextFile(file, maxBytes).catch((cause: unknown) => {
      throw new BanyanError('PATH_MISSING', `Cannot read the analysis ${name}`, {
        fix: 'Check the path, or write an analysis with `banyan analyze`.',
        cause,
      });
    }),
    import('../model/analysis.ts'),
  ]);
  const result = analysisSchema.safeParse(parseJson(text, name));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({
    where: `${name} at ${path.join('.') || 'its root'}`,
    what: message,
  }));
  throw new BanyanError('DOCUMENT_INVALID', `${name} is not an analysis document of this version`, {
    problems,
    // A document of another kind differs everywhere; a screenful says so as well as ten thousand lines.
    maxProblems: 20,
  });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BanyanError('DOCUMENT_INVALID', `${name} is not JSON`, { cause });
  }
}
