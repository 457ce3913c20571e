import type { AuditChange } from '@harmony-live/protocol';

/** Longer values are cut: the record says what changed, and is no copy of it. */
const mostLength = 200;

/**
 * What differs between two states of a thing, field by field; nested fields by their path, such as `offers.threshold`, and
 * lists as a whole. Give it nothing secret.
 */
export const changesBetween = (before: object, after: object): AuditChange[] => {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field))
    .map((field) => ({ field, from: cut(old.get(field)), to: cut(now.get(field)) }));
};

const flat = (value: object, path = ''): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    const field = path === '' ? name : `${path}.${name}`;
    if (inner === null || inner === undefined) continue;
    if (typeof inner === 'object' && !Array.isArray(inner)) for (const one of flat(inner, field)) found.set(...one);
    else if (Array.isArray(inner)) found.set(field, inner.map(words).join(', '));
    else found.set(field, words(inner));
  }
  return found;
};

const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const cut = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text.length > mostLength ? `${text.slice(0, mostLength - 1)}…` : text;
