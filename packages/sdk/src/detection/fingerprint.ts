import { scrub } from '@harmony-live/protocol/scrub';

/** The longest template, characters (`Signal.message`). */
const longest = 300;

/**
 * A message without what differs from person to person: addresses, numbers, long hashes and quoted values become
 * placeholders, and what is personal goes. Two people with one problem get one text.
 */
export const messageTemplate = (message: string): string =>
  // Ids before the scrubber, which would take the digits in them for telephone numbers.
  scrub(message.slice(0, 2_000).replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{12,}\b/gi, '‹id›'))
    .replace(/\b(?:https?|wss?|blob|file):\/\/[^\s'")]+/g, '‹url›')
    .replace(/"[^"\n]{0,200}"|'[^'\n]{0,200}'|`[^`\n]{0,200}`/g, '‹value›')
    .replace(/\d+(?:[.,]\d+)*/g, '‹n›')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest);

/** One problem's mark: the same wherever it happens, 14 hexadecimal digits (cyrb53, public domain; no secret hangs on it). */
export const fingerprint = (...parts: readonly string[]): string => {
  const text = parts.join('|');
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
};
