import type { HarmonyOptions } from '../harmony.ts';

/** Options from the script tag's attributes; null without a site key. Unknown values fall back to the default. */
export const optionsOf = (data: DOMStringMap, source: string): HarmonyOptions | null => {
  if (!data.site) return null;
  return {
    site: data.site,
    host: new URL(source).origin,
    user: data.user,
    consent: oneOf(data.consent, ['required', 'granted', 'denied']),
    locale: data.locale,
    theme: oneOf(data.theme, ['auto', 'light', 'dark']),
    position: oneOf(data.position, ['bottom-end', 'bottom-start']),
    bubble: oneOf(data.bubble, ['show', 'hide']),
    release: data.release,
  };
};

const oneOf = <T extends string>(value: string | undefined, values: readonly T[]): T | undefined =>
  values.find((known) => known === value);
