import { scrubJson } from '@harmony-live/protocol/scrub';

/** The most that `Harmony.context` takes, bytes of JSON in UTF-8 (`contract.md`). */
export const maxAppStateBytes = 8 * 1024;

/**
 * A host's object as it may be sent: a copy of this moment, as JSON, scrubbed.
 *
 * @throws Error that says what is wrong with it
 */
export const readAppState = (state: unknown): Record<string, unknown> => {
  const json = JSON.stringify(state) as string | undefined;
  const copy: unknown = json === undefined ? undefined : scrubJson(JSON.parse(json));
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy))
    throw new Error('it takes a JSON object, or null');
  const size = new TextEncoder().encode(JSON.stringify(copy)).length;
  if (size > maxAppStateBytes) throw new Error(`${size} bytes of JSON are more than the ${maxAppStateBytes} it takes`);
  return copy as Record<string, unknown>;
};
