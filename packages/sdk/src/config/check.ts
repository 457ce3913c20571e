import type { SiteConfig } from '@harmony-live/protocol';
import { isRecord, own } from '../session/json.ts';

type Kind = 'boolean' | 'number' | 'string' | readonly unknown[];

/**
 * The answer of `GET /v1/config`, as far as every page relies on it: what is missing or of the wrong kind has its safe
 * default, and a site that does not say that it is on is off. What only noticing reads is checked by noticing.
 *
 * @param answer an object without prototype, see `parseJson`
 * @param onWrong told the name of each field that was of no use
 */
export const checkConfig = (answer: Record<string, unknown>, onWrong: (field: string) => void): SiteConfig => {
  const read = <T>(field: string, kind: Kind, otherwise: T): T => {
    let value: unknown = answer;
    for (const name of field.split('.')) value = isRecord(value) ? value[name] : undefined;
    if (typeof kind === 'string' ? typeof value === kind : kind.includes(value)) return value as T;
    onWrong(field);
    return otherwise;
  };
  const color = isRecord(answer.branding) ? answer.branding.color : null;
  return own({
    ...(answer as unknown as SiteConfig),
    isOn: read('isOn', 'boolean', false),
    site: { name: read('site.name', 'string', '') },
    consent: {
      default: read('consent.default', ['required', 'granted', 'denied'], 'required'),
      textVersion: read('consent.textVersion', 'string', ''),
    },
    branding: { color: typeof color === 'string' ? color : null },
    reachable: read('reachable', ['now', 'later'], 'later'),
    reachableCount: read('reachableCount', 'number', 0),
  });
};

/** Warns of each field once. */
export const warnOfFields = (warn: (message: string) => void): ((field: string) => void) => {
  const told = new Set<string>();
  return (field) => {
    if (told.has(field)) return;
    told.add(field);
    warn(`The configuration's "${field}" is of no use; its safe default holds.`);
  };
};
