/**
 * What a text of JSON says; undefined where it is none. Its objects have no prototype: what a page has put on
 * `Object.prototype` is not taken for something that was said.
 */
export const parseJson = (text: unknown): unknown => {
  try {
    return JSON.parse(text as string, (_, value: unknown) =>
      isRecord(value) ? Object.setPrototypeOf(value, null) : value,
    );
  } catch {
    return undefined;
  }
};

/** True for an object that is no list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy without prototype: what is absent is absent, whatever a page has put on `Object.prototype`. */
export const own = <T extends object>(value: T): T => ({ __proto__: null, ...value });
