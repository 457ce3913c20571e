/** A piece of a message: words, or a web address to be opened. */
export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

// No scheme but http and https ever becomes a link; closing punctuation belongs to the sentence.
const address = /https?:\/\/[^\s<>"'“”‘’]+[^\s<>"'“”‘’.,;:!?)\]}]/gi;

/** Splits a message at its web addresses. The texts of all parts together are the message, sign by sign. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const href = URL.canParse?.(match[0]) === false ? undefined : match[0];
    if (href === undefined) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: match[0], href });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
