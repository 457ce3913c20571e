/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one way to write a value as JSON by RFC 8785 (JCS), so that everybody who hashes it hashes the same bytes: no white
 * space, keys in the order of their UTF-16 code units, numbers and strings as `JSON.stringify` writes them.
 *
 * @throws TypeError for NaN, infinite numbers and halves of surrogate pairs, which JCS forbids
 */
export const canonicalize = (value: Json): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} cannot be written as JSON.`);
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalize).join(',')}]`;
  const members = Object.keys(value)
    // The default order compares UTF-16 code units, as the RFC wants it.
    .toSorted()
    .map((key) => `${text(key)}:${canonicalize(value[key]!)}`);
  return `{${members.join(',')}}`;
};

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

const text = (value: string): string => {
  if (!value.isWellFormed()) throw new TypeError('Half a surrogate pair cannot be written as JSON.');
  return JSON.stringify(value);
};
