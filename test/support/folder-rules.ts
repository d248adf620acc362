import { pathToFileURL } from 'node:url';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';

type FolderRule = IForbiddenRuleType & { readonly name: string; readonly comment: string };

/** The rules of the repository, and the dependency graph of a tree checked against them. */
export async function loadFolderRules() {
  const module = (await import(pathToFileURL('.dependency-cruiser.mjs').href)) as {
    default: { forbidden: FolderRule[]; options: object };
  };
  const { forbidden, options } = module.default;
  return {
    forbidden,
    async check(baseDir: string): Promise<ICruiseResult> {
      const { output } = await cruise(['src'], {
        ...options,
        baseDir,
        validate: true,
        ruleSet: { forbidden },
      });
      return output as ICruiseResult;
    },
  };
}
