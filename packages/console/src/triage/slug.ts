/** What somebody types as the name of a domain, as the slug it is kept by: `Card payments` → `card-payments`; empty for no letters. */
export const slugOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, longest)
    .replace(/^-|-$/g, '');

/** As the server takes it. */
const longest = 40;
