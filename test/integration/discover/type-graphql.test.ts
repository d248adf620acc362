import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

test('TypeGraphQL: fields of resolver classes and methods of object types', async () => {
  const { operations, frameworks } = await discoverFacts({
    root: sourceTree({
      'resolver.ts': `import { Arg, Field, FieldResolver, InputType, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
@ObjectType('Dish') export class Recipe { @Field() title: string; @Field() rating(@Arg('since') since: string) { return fetch('https://ratings'); } plain() {} }
@InputType() export class Input { @Field() title: string; }
abstract class Base { @Query(() => [Recipe]) recent() {} }
@Resolver((of) => Recipe)
export class RecipeResolver extends Base {
  @Query((returns) => Recipe, { name: 'recipe' }) one() {}
  @Mutation() add(@Arg('data') data: Input) {}
  @FieldResolver() author(@Root() recipe: Recipe) {}
}
`,
    }),
  });
  expect(frameworks).toEqual(['type-graphql']);
  expect(
    operations.map(({ name, handler, sideEffects }) => `${name} ${handler} ${sideEffects}`).sort(),
  ).toEqual([
    'Dish.author RecipeResolver.author none',
    'Dish.rating Recipe.rating external',
    'Mutation.add RecipeResolver.add none',
    'Query.recent RecipeResolver.recent none',
    'Query.recipe RecipeResolver.one none',
  ]);
});
