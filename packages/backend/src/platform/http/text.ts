import type { Fault } from './validation.ts';

/**
 * The first text in a value of JSON that no database stores: it has a zero character, or half a pair of surrogates, which
 * would come back as something else. Null when there is none.
 *
 * @param field the JSON pointer of the value
 */
export const faultOfText = (value: unknown, field = ''): Fault | null => {
  // Depth first, with a list of our own: what comes from outside may be nested deeper than the stack.
  const left: [unknown, string][] = [[value, field]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [one, pointer] = next;
    if (typeof one === 'string') {
      if (!isStorable(one)) return { field: pointer, reason: 'must be valid Unicode without zeros' };
    } else if (typeof one === 'object' && one !== null) {
      const entries = Object.entries(one);
      if (!entries.every(([key]) => isStorable(key))) {
        return { field: pointer, reason: 'must have names of valid Unicode without zeros' };
      }
      for (const [key, inner] of entries.toReversed()) left.push([inner, `${pointer}/${escapePointer(key)}`]);
    }
  }
  return null;
};

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** A name as a part of a JSON pointer (RFC 6901). */
export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
