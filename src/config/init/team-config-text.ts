/** A first `banyan.yaml`: it decides nothing yet, and shows every kind of decision as a comment. */
export const teamConfigText = `# What the team knows better than an analysis. \`banyan analyze\` reads it, and the report shows what each pin costs.
# Take away the # before pins and before what you need. Paths are relative to this folder; a folder means everything below it.
# \`banyan analyze --what-if 'move src/price.ts to catalog'\` tries something without writing it.
#pins:
#  - together: [src/orders, src/checkout/cart.ts] # in one context
#    because: one team releases both
#  - apart: [src/billing, [src/orders, src/checkout]] # in no context together; a group is a path or a list of paths
#  - pin: src/legacy/price.ts # in this context, which is made if it is not there
#    to: catalog
#  - shared: src/common/money.ts # in no context: all may use it
#  - ignore: src/attic # counts nowhere
#  - stay: src/reports # where it is without pins
#  - owner: "@shop/orders" # whoever CODEOWNERS names
#    of: orders
#  - rename: order # called otherwise from now on
#    to: sales
`;
