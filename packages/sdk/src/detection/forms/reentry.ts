import type { Detector } from '../detector.ts';
import { watchFields, type Field } from './fields.ts';

const limits = {
  /** So many returns that changed the length (`detection.md`), */
  returns: 2,
  /** within this time: the same as for a form that is refused. */
  withinMs: 120_000,
};

/** Lengths 0, 1–2, 3–6, 7–14 and so on are one each: a letter more is a typing error put right. */
const bucketOf = (length: number): number => Math.floor(Math.log2(length + 1));

/**
 * Somebody comes back to a field, twice, and writes something of quite another length. What the page changed in between, or
 * a program filled in, does not count; nor does the return to a field that was only passed through.
 */
export const formReentry: Detector<typeof limits> = {
  ...{ kind: 'form.reentry', family: 'form', weight: 25, limits },
  start: (watch, { returns, withinMs }) => {
    const written = new WeakMap<Field, { bucket: number; at: number[] }>();
    let entered = 0;
    let isWritten = false;
    watchFields(watch, {
      enter: ({ value }) => {
        entered = bucketOf(value.length);
        isWritten = false;
      },
      edit: (_, edit) => {
        isWritten ||= edit !== 'fill';
      },
      leave: (field) => {
        const before = written.get(field);
        if (!isWritten && before === undefined) return;
        const bucket = bucketOf(field.value.length);
        const now = watch.now();
        let at = before?.at.filter((one) => now - one < withinMs) ?? [];
        if (isWritten && before?.bucket === entered && bucket !== entered) at.push(now);
        if (at.length >= returns) {
          watch.tell({ root: field, count: at.length });
          at = [];
        }
        written.set(field, { bucket, at });
      },
    });
  },
};
