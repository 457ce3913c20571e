import Type from 'typebox';

/** The query of a list. */
export const Page = Type.Object({
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
export const mostPerPage = 50;

/** One row more than asked for tells that there is a next page. */
export const pageOf = <T extends { id: string }>(rows: readonly T[], limit: number) => {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
};
