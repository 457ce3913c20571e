/** One place where a text holds what is looked for, in UTF-16 units. */
export interface Place {
  from: number;
  to: number;
}

/** The places in a text where a question stands as it is, in upper or lower case; none for an empty one. */
export const placesOf = (question: string, text: string): Place[] => {
  if (question === '') return [];
  const literal = question.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return [...text.matchAll(new RegExp(literal, 'giu'))].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
};

/** The place after (or before) one, round the end. @param count of places; @returns -1 where there is none */
export const stepTo = (current: number, by: 1 | -1, count: number): number =>
  count === 0 ? -1 : (current + by + count) % count;
