/** The longest template that is sent, characters. */
const longest = 500;

/**
 * A path as a template: `/invoices/2041/edit` → `/invoices/:id/edit`. Query and hash are never part of it. Whatever looks
 * like an id, a number, an address or a random string goes; words stay.
 */
export const pageTemplate = (path: string): string =>
  path
    .split('/')
    .map((segment) => (isId(decoded(segment)) ? ':id' : segment))
    .join('/')
    .slice(0, longest);

const isId = (segment: string): boolean =>
  /^[\d.,:+-]*\d[\d.,:+-]*$/.test(segment) ||
  segment.includes('@') ||
  // "INV-2041", "user381", hexadecimal, UUID; but "v2", "step-10" and "404.html" are words.
  (/\d.*\d.*\d/.test(segment) && !/^\d{3}\.\w{3,5}$/.test(segment)) ||
  (segment.length >= 16 && /\d/.test(segment) && !/[-_.]/.test(segment)) ||
  (segment.length >= 20 && /[a-z]/.test(segment) && /[A-Z]/.test(segment) && !/[-_. ]/.test(segment));

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
