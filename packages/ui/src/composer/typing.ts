/** At most one "is typing" per this long; the other side lets it lapse a little later. */
export const typingEveryMs = 3000;

/**
 * Decides when to tell the other side. Call it with whether there is text and the time of the key (any clock that only
 * moves forward, in ms): `true` and `false` are to be sent, `undefined` is not.
 */
export function typingPulse(): (hasText: boolean, nowMs: number) => boolean | undefined {
  let toldAt: number | undefined;
  return (hasText, nowMs) => {
    if (!hasText) {
      const wasTold = toldAt !== undefined;
      toldAt = undefined;
      return wasTold ? false : undefined;
    }
    if (toldAt !== undefined && nowMs - toldAt < typingEveryMs) return undefined;
    toldAt = nowMs;
    return true;
  };
}
