/** Where and in which language a time is told; both default to the person's own. */
export interface TimeOptions {
  locale?: string;
  /** IANA zone; the browser's when left out. */
  timeZone?: string;
}

const made = new Map<string, unknown>();

/** A format by all it is made from. `Intl` formats cost up to a millisecond each to make, and a log asks for hundreds. */
export function kept<Format>(key: unknown[], make: () => Format): Format {
  const name = JSON.stringify(key);
  const known = made.get(name) as Format | undefined;
  if (known) return known;
  const format = make();
  made.set(name, format);
  return format;
}
