// The one scrubber: in the page before anything leaves it, and again on the server. No dependencies, about 1 KB gzipped.
// Every pattern is linear: each of its starts is held apart from the last by a look behind, or its length is bounded.

/** Stands where something personal or secret stood. */
const mark = (what: string): string => `‹${what}›`;
const token = mark('token');

type Rule = readonly [pattern: RegExp, replace: string | ((found: string, ...groups: string[]) => string)];

/** Takes the text for what it looks like only where its check digits agree. */
const when = (pattern: RegExp, what: string, isReal: (found: string) => boolean): Rule => [
  pattern,
  (found) => (isReal(found) ? mark(what) : found),
];

const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/g, mark('private-key')],
  [/:\/\/[^\s/?#@]{1,200}@/g, `://${mark('credentials')}@`],
  // "Basic authentication" is no header: what follows looks like made by a machine.
  [/\b([Bb]earer|[Bb]asic)\s{1,4}(?=[\w.~+/-]{0,2000}[\d=]|[\w.~+/-]{0,2000}[a-z][A-Z])[\w.~+/=-]{8,}/g, `$1 ${token}`],
  [/([?#])[\w.[\]%-]{1,60}=[^\s"'`<>)]*/g, `$1${mark('query')}`],
  // What somebody wrote beside the name of a secret.
  [
    /((?<![a-z])pass(?:word|wd|phrase)?|pwd|secret|api[-_]?key|token)(["']?\s?[=:]\s?["']|=)[^\s"'&,;]+/gi,
    `$1$2${mark('hidden')}`,
  ],
  // Three base64url parts, of which the first begins with `{"`.
  [/(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, token],
  // Prefixes that issuers publish so that leaks can be found: Stripe and ours, GitHub, GitLab, Slack, npm, AWS, Google, …
  [
    /(?<![\w-])(?:[spra]k_|whsec_|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|xapp-|npm_|hf_|shpat_|sk-|ya29\.|SG\.|A[KS]IA|AIza)(?=[\w.-]{0,300}\d)[\w.-]{8,}/g,
    token,
  ],
  // `icon@2x.png` and `left-pad@1.3.0-beta.rc` are none.
  [
    /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?!\d+[.x])(?:[\p{L}\p{N}-]{1,63}\.){1,9}\p{L}{2,}/gu,
    mark('e-mail'),
  ],
  when(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g, 'IBAN', (found) => isIban(found)),
  when(/(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w.]?\d)/g, 'card', (found) => isCard(found)),
  // After a slash or the word stands a version, after two slashes a host.
  when(/(?<![\w.-]|[^/]\/|version:? )\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/gi, 'IP', (found) => isIp(found)),
  when(/(?<![\w:.])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?![\w:.])/gi, 'IP', (found) => isIp6(found)),
  // United States, by the ranges that are given out.
  [/(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])/g, mark('id-number')],
  // Spain and Brazil, by their check digits.
  when(/\b(?:[XYZ]\d{7}|\d{8})-?[A-Z]\b/g, 'id-number', (found) => isDni(found)),
  when(/(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d\d(?![\w-])/g, 'id-number', (found) => isCpf(found)),
  // International; national with a leading zero or as in North America, with separators: bare digits are more often an order's.
  when(/(?<![\w.])(?:\+|00)[1-9](?:[ ()./-]{0,2}\d){6,14}(?![\d])/g, 'phone', (found) => isPhone(found)),
  when(
    /(?<![\w./-])\(?0\d{1,4}\)?[ /-]\d{2,4}(?:[ /-]?\d{2,4}){1,3}(?![\w-])/g,
    'phone',
    (found) => !/^\d\d?[-/]\d\d?[-/]\d{4}/.test(found) && digitsOf(found).length > 8,
  ),
  [/(?<![\w./-])(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}(?![\w-]|\.\d)/g, mark('phone')],
  when(/(?<![\w-])[\w+/=-]{24,}(?![\w-])/g, 'token', (found) => isToken(found)),
];

/**
 * Takes what is personal or secret out of a text, as far as its shape tells: e-mail, card, IBAN, JWT, keys, long random
 * text, telephone and IP addresses, numbers of persons, credentials and queries in addresses, authorisation headers, private
 * keys. Names and postal addresses pass: no rule knows them. What it makes of a text it leaves alone the next time. How often
 * it is right is written in docs/privacy.md.
 */
export const scrub = (text: string): string =>
  rules.reduce((rest, [pattern, replace]) => rest.replace(pattern, replace as string), text);

const secretKey =
  /pass(?:word|wd|phrase)?$|secret|token|authori[sz]ation|cookie|api[-_]?key|\bcvc\b|\bcvv\b|\bssn\b|\bpin\b/i;

/** The same for everything inside a JSON value. What stands under a key such as `password` is left out whatever it is. */
export const scrubJson = (value: unknown): unknown => {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map(scrubJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    scrub(key),
    secretKey.test(key) ? mark('hidden') : scrubJson(inner),
  ]);
  return Object.fromEntries(entries);
};

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** ISO/IEC 7812-1: ranges and lengths of payment cards, and the check digit of its annex B. */
const isCard = (text: string): boolean => {
  const digits = digitsOf(text);
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, at) => {
      const twice = Number(digit) * (1 + (at % 2));
      return total + (twice > 9 ? twice - 9 : twice);
    }, 0);
  return (
    sum % 10 === 0 &&
    /^(?:4(?:\d{12}|\d{15}|\d{18})|3[47]\d{13}|3[05689]\d{12,}|(?:5[0-8]|2[2-7])\d{14}|6\d{15,})$/.test(digits)
  );
};

/** ISO 13616: moved round and with letters as numbers, the rest modulo 97 is 1. */
const isIban = (text: string): boolean => {
  const bare = text.replace(/ /g, '');
  let rest = 0;
  for (const sign of bare.slice(4) + bare.slice(0, 4))
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1 && bare.length > 14;
};

/** Loopback is nobody's, and numbers beyond 255 are versions. */
const isIp = (text: string): boolean =>
  text.split('.').every((part) => Number(part) < 256) && !/^(?:127|0)\./.test(text);

/** Of version 6, or of a network card: eight groups, or six of two, or fewer with a gap. Times have neither. */
const isIp6 = (text: string): boolean =>
  /\d/.test(text) &&
  (/^(?:[^:]+:){7}[^:]+$/.test(text) ||
    /^(?:[^:]{2}:){5}[^:]{2}$/.test(text) ||
    (text.split('::').length === 2 && /[^:]:[^:]/.test(text)));

/** The letter is the number's rest modulo 23; foreigners' X, Y, Z count 0, 1, 2. */
const isDni = (text: string): boolean => {
  const number = text.replace('-', '').replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number.slice(0, -1)) % 23] === number.slice(-1);
};

/** Both check digits: sums weighted by place, modulo 11. */
const isCpf = (text: string): boolean => {
  const digits = digitsOf(text);
  return [9, 10].every((length) => {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += Number(digits[at]) * (length + 1 - at);
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  });
};

/** A coordinate has a point and no other sign, and a padded number too few digits for abroad. */
const isPhone = (text: string): boolean =>
  !/^\+\d+\.\d+$/.test(text) && digitsOf(text).length > (text.startsWith('0') ? 10 : 8);

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

// Hyphenated words, paths, camel case and UUIDs are long too, and harmless; random text changes its kind of sign all the time.
// Hexadecimal of 24 digits is a record's id, from 32 on a hash or a key; nobody can tell which, so it goes.
const isToken = (text: string): boolean => {
  if (uuid.test(text)) return false;
  const longest = text.split(/[-_]/).reduce((best, part) => (part.length > best.length ? part : best), '');
  if (longest.length < 24 || !/\d/.test(longest) || !/[a-z]/i.test(longest)) return false;
  if (/^[\da-f]+$/i.test(longest)) return longest.length > 31;
  if (longest.includes('/') && !(/[a-z]/.test(longest) && /[A-Z]/.test(longest))) return false;
  return longest.length / longest.split(/(?=[A-Z])|[\d/+=]+/).length < 4;
};
