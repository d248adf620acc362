const features = ['orders', 'users', 'stock'];
/** Three features of four files each, and one file that all use. */
export const featureTree: Record<string, string> = {
  'src/money.ts': 'export const money = 1;\n',
  ...Object.fromEntries(
    features.flatMap((name) => [
      [
        `src/${name}/${name}.routes.ts`,
        `import express from 'express';\nimport { serve } from './${name}.service';\nconst app = express();\napp.get('/${name}', () => serve());\n`,
      ],
      [
        `src/${name}/${name}.service.ts`,
        `import { load } from './${name}.store';\nimport { check } from './${name}.rules';\nexport const serve = () => check(load());\n`,
      ],
      [
        `src/${name}/${name}.store.ts`,
        `import { check } from './${name}.rules';\nexport const load = () => check(1);\n`,
      ],
      [
        `src/${name}/${name}.rules.ts`,
        "import { money } from '../money';\nexport const check = (x: number) => x + money;\n",
      ],
    ]),
  ),
};
