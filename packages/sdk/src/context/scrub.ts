/** Kinds of personal data that are cut from texts before they leave the page, in the order they are looked for. */
const patterns: readonly (readonly [name: string, pattern: RegExp, isIt?: (found: string) => boolean])[] = [
  ['jwt', /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g],
  ['key', /\b(?:sk|pk|ak|ghp|gho|xox[abp])[-_][\w-]{12,}\b/g],
  ['email', /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[a-z]{2,}/gi],
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, isIban],
  ['card', /\b\d(?:[ -]?\d){12,18}\b/g, passesLuhn],
  ['phone', /(?<![\w.])\+\d(?:[ ()./-]?\d){7,14}\b/g],
  ['token', /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[A-Za-z0-9_-]{32,}\b/g, (found) => !uuid.test(found)],
];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Replaces personal data by its kind: `mail ada@x.test` becomes `mail [email]`. */
export const scrub = (text: string): string =>
  patterns.reduce(
    (rest, [name, pattern, isIt]) => rest.replace(pattern, (found) => (isIt && !isIt(found) ? found : `[${name}]`)),
    text,
  );

/** Scrubs every text inside plain JSON; keys stay. */
export const scrubJson = (value: unknown): unknown => {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map(scrubJson);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scrubJson(inner)]));
  }
  return value;
};

/** ISO/IEC 7812: doubles every second digit from the right; the sum is a multiple of ten. */
function passesLuhn(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].reverse().map(Number);
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = digits.reduce((total, digit, at) => total + (at % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0);
  return sum % 10 === 0 && new Set(digits).size > 1;
}

/** ISO 13616: moved front to back and read as a number, the remainder by 97 is 1. */
function isIban(found: string): boolean {
  const text = found.replace(/ /g, '');
  if (text.length < 15 || text.length > 34) return false;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
