/** Shuffles in place (Fisher and Yates). */
export const shuffle = <T extends { length: number; [at: number]: unknown }>(items: T, random: () => number): T => {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
  return items;
};
