/** Languages written from right to left among those a browser may name (CLDR: script Arab, Hebr, Thaa, Syrc, Adlm, Nkoo). */
const rightToLeft = /^(ar|he|iw|fa|ur|ps|sd|ug|yi|dv|ckb|ks|syr|nqo|ff-adlm)\b/i;

let current = 'en';

/** The language of the screen, as a BCP 47 tag: what `Intl` formats in and what decides the direction. */
export function screenLocale(): string {
  return current;
}

/**
 * Sets the screen's language; `applyAppearance` calls it. A tag `Intl` refuses falls back to English. Arabic has the
 * digits 0–9 unless the tag says otherwise: what stands beside them (paths, versions, texts of errors) has no others.
 */
export function setScreenLocale(tag: string): void {
  const usable = isUsable(tag) ? tag : 'en';
  current = /^ar(?!.*-u-)/i.test(usable) ? `${usable}-u-nu-latn` : usable;
}

/** Writing direction of a language. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return rightToLeft.test(tag) ? 'rtl' : 'ltr';
}

function isUsable(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
