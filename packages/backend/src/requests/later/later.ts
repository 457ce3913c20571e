/** So long before its slot a booked request joins the queue (`domain.md`, states of a help request). */
export const slotNearMs = 5 * 60_000;

/**
 * So long after its slot began a booked request waits for its person to come, and before it for the expert who was booked:
 * whoever is late by some minutes is expected, as with any appointment.
 */
export const slotGraceMs = 10 * 60_000;

/** An answer to whoever does not wait is promised within so long. */
export const answerWithinDayMs = 24 * 60 * 60_000;

/** So long before that time experts are asked, one after the other, if nobody took it out of the queue by themselves. */
export const pressingBeforeMs = 60 * 60_000;
