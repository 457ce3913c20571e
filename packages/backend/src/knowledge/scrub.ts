/** Stands where something personal or secret stood. */
const mark = (what: string): string => `‹${what}›`;

/** From this length on, a run of letters and digits mixed is taken for a key, not a word. */
const longTokenLength = 24;
/** Shorter parts of a name are words of every language. */
const shortestName = 3;

/** The rules of the script tag's `scrub.ts`, which sees texts before they leave the page; here they meet what people typed. */
const rules: readonly (readonly [RegExp, (found: string) => string])[] = [
  // Three base64url parts, of which the first begins with `{"`.
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, () => mark('token')],
  // Prefixes that issuers publish so that leaks can be found: Stripe and ours, GitHub, Slack, AWS, Google.
  [/\b(?:[spra]k_(?:live_|test_)?|gh[pousr]_|github_pat_|xox[abprs]-|AKIA|AIza)[\w-]{8,}/g, () => mark('token')],
  [/\bBearer\s+[\w.~+/=-]{8,}/gi, () => `Bearer ${mark('token')}`],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu, () => mark('e-mail')],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g, (found) => (isIban(found) ? mark('IBAN') : found)],
  [/(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w.]?\d)/g, (found) => (isCard(found) ? mark('card') : found)],
  // International, or national with a leading zero and separators; bare digits are more often an order's number.
  [/(?<![\w.])(?:\+|00)\d(?:[ ()./-]{0,2}\d){7,14}(?!\d)/g, () => mark('phone')],
  [/(?<![\w./-])\(?0\d{1,4}\)?[ /-]\d{2,4}(?:[ /-]?\d{2,4}){1,3}(?![\w-])/g, () => mark('phone')],
  [/(?<![\w-])[\w+/=-]{24,}(?![\w-])/g, (found) => (isToken(found) ? mark('token') : found)],
];

/** Names that must not stand in an article. */
export interface NamesToHide {
  /** Of the person who asked: hidden in every spelling, part by part. */
  seeker: readonly string[];
  /** Of those who helped: their parts are words often enough (Mark, Grace) to be hidden only as names are written. */
  helpers: readonly string[];
}

/**
 * Takes obvious personal data and secrets out of a text: e-mail, payment card (Luhn), IBAN (mod 97), JWT, keys by their
 * published prefixes, long random strings, phone numbers, and the names that are given. Other names and addresses pass: no
 * rule knows them, which is why an expert reads every draft.
 */
export const scrub = (text: string, names: NamesToHide = { seeker: [], helpers: [] }): string => {
  const bare = rules.reduce((rest, [pattern, replace]) => rest.replace(pattern, replace), text);
  return patternsOf(names).reduce((rest, pattern) => rest.replace(pattern, mark('name')), bare);
};

const patternsOf = ({ seeker, helpers }: NamesToHide): RegExp[] => {
  const whole = [...seeker, ...helpers].map((name) => name.trim()).filter((name) => /\S\s+\S/.test(name));
  return [
    ...whole.map((name) => asWords(name, 'giu')),
    ...seeker.flatMap(partsOf).map((part) => asWords(part, 'giu')),
    ...helpers.flatMap(partsOf).map((part) => asWords(part, 'gu')),
  ];
};

const partsOf = (name: string): string[] =>
  name.split(/[^\p{L}\p{M}'’-]+/u).filter((part) => part.length >= shortestName);

/** The name as a word of its own, whatever stands between its parts. */
const asWords = (name: string, flags: string): RegExp => {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped.replaceAll('\\-', '-')}(?:['’]s)?(?![\\p{L}\\p{N}])`, flags);
};

/** ISO/IEC 7812-1, annex B. */
const isCard = (text: string): boolean => {
  const digits = text.replace(/\D/g, '').split('').reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0 && new Set(digits).size > 1;
};

/** ISO 13616: moved round and with letters as numbers, the rest modulo 97 is 1. */
const isIban = (text: string): boolean => {
  const bare = text.replace(/ /g, '');
  if (bare.length < 15 || bare.length > 34) return false;
  const turned = (bare.slice(4) + bare.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of turned) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
};

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

// Hyphenated words, paths and UUIDs are long too, and harmless: random text mixes digits with letters without a break.
const isToken = (text: string): boolean => {
  if (uuid.test(text)) return false;
  const longest = text.split(/[-_/]/).reduce((best, part) => (part.length > best.length ? part : best), '');
  return longest.length >= longTokenLength && /\d/.test(longest) && /[a-z]/i.test(longest);
};
