import { z } from 'zod';

/** What is read of a result of dependency-cruiser, `--output-type json`; all else in it is passed over. */
export const depcruiseSchema = z.object({
  modules: z.array(
    z.object({
      source: z.string().min(1),
      coreModule: z.boolean().optional(),
      couldNotResolve: z.boolean().optional(),
      dependencies: z.array(
        z.object({
          module: z.string(),
          resolved: z.string().min(1),
          dependencyTypes: z.array(z.string()),
          dynamic: z.boolean().optional(),
          typeOnly: z.boolean().optional(),
          preCompilationOnly: z.boolean().optional(),
          coreModule: z.boolean().optional(),
          couldNotResolve: z.boolean().optional(),
          moduleSystem: z.string().optional(),
        }),
      ),
    }),
  ),
});

export type DepcruiseModule = z.infer<typeof depcruiseSchema>['modules'][number];
export type DepcruiseDependency = DepcruiseModule['dependencies'][number];
