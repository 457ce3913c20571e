/** How many discs `tokens.css` has (`--h-av-1` …). */
export const avatarHues = 6;

/** Which disc a person has, 1–6: always the same for an id, spread evenly over ids (FNV-1a, 32 bit). */
export function avatarHue(id: string): number {
  let hash = 0x811c9dc5;
  for (const sign of id) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return (hash % avatarHues) + 1;
}

/** First letters of the first and last word of a name, at most two, upper case where the script has one; "?" without a name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const letters = chosen.map((word) => /[\p{L}\p{N}]/u.exec(word ?? '')?.[0] ?? '');
  return letters.join('').toLocaleUpperCase() || '?';
}
