/** The first of many, again and again. */
export interface Heap<T> {
  push(item: T): void;
  pop(): T | undefined;
}

/** A binary heap. @param isBefore a strict order */
export const createHeap = <T>(isBefore: (a: T, b: T) => boolean): Heap<T> => {
  const items: T[] = [];
  const swap = (a: number, b: number): void => void ([items[a], items[b]] = [items[b]!, items[a]!]);
  const sink = (): void => {
    for (let at = 0; ;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < items.length && isBefore(items[child]!, items[first]!)) first = child;
      }
      if (first === at) return;
      swap(at, first);
      at = first;
    }
  };
  return {
    push: (item) => {
      items.push(item);
      for (let at = items.length - 1; at > 0; at = (at - 1) >> 1) {
        if (!isBefore(items[at]!, items[(at - 1) >> 1]!)) return;
        swap(at, (at - 1) >> 1);
      }
    },
    pop: () => {
      const [first] = items;
      const last = items.pop();
      if (items.length > 0) {
        items[0] = last!;
        sink();
      }
      return first;
    },
  };
};
