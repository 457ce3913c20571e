import type { HarmonyOptions } from '../api/options.ts';

/** What the script tag's `data-` attributes say. `site` is empty where `data-site` is missing. */
export const optionsOf = (data: Readonly<Record<string, string | undefined>>): HarmonyOptions => {
  const options: HarmonyOptions = { site: data.site?.trim() ?? '' };
  if (data.user) options.user = data.user;
  if (data.locale) options.locale = data.locale;
  if (data.release) options.release = data.release;
  const consent = oneOf(data.consent, ['required', 'granted', 'denied']);
  if (consent) options.consent = consent;
  const theme = oneOf(data.theme, ['auto', 'light', 'dark']);
  if (theme) options.theme = theme;
  const position = oneOf(data.position, ['bottom-end', 'bottom-start']);
  if (position) options.position = position;
  const bubble = oneOf(data.bubble, ['show', 'hide']);
  if (bubble) options.bubble = bubble;
  return options;
};

/** A value nobody knows counts as not given: the default is the safe one everywhere. */
const oneOf = <Value extends string>(value: string | undefined, allowed: readonly Value[]): Value | undefined =>
  allowed.find((one) => one === value);
