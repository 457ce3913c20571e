import type { HarmonyOptions } from '../api/options.ts';
import { own } from '../session/json.ts';

/** A value nobody knows counts as not given: the default is the safe one everywhere. */
const allowed = {
  consent: ['required', 'granted', 'denied'],
  theme: ['auto', 'light', 'dark'],
  position: ['bottom-end', 'bottom-start'],
  bubble: ['show', 'hide'],
};

/** What the script tag's `data-` attributes say. `site` is empty where `data-site` is missing. */
export const optionsOf = (data: Readonly<Record<string, string | undefined>>): HarmonyOptions => {
  const { site = '', user, locale, release, ...others } = own(data);
  const chosen = Object.entries(allowed).filter(([name, values]) => values.includes(others[name]!));
  const given = Object.entries({ user, locale, release }).filter(([, value]) => value);
  return { site: site.trim(), ...Object.fromEntries([...given, ...chosen.map(([name]) => [name, others[name]])]) };
};
