import type { Detector } from '../detector.ts';
import { watchFields } from './fields.ts';

/** From `detection.md`. */
const limits = {
  /** Deletions for each insertion, more than this, */
  share: 0.6,
  /** over so many edits, */
  edits: 12,
  /** in so many goes: emptying a field once is a change of mind. */
  goes: 2,
};

/** Somebody writes, deletes and writes again in one field; told once a stay. Input methods delete what they compose. */
export const formRework: Detector<typeof limits> = {
  ...{ kind: 'form.rework', family: 'form', weight: 12, limits },
  start: (watch, { share, edits, goes }) => {
    let inserted = 0;
    let deleted = 0;
    let gone = 0;
    let isDeleting = false;
    let isTold = false;
    watchFields(watch, {
      enter: () => {
        inserted = deleted = gone = 0;
        isDeleting = isTold = false;
      },
      edit: (root, edit) => {
        if (edit === 'insert') inserted += 1;
        else if (edit === 'delete') {
          deleted += 1;
          if (!isDeleting) gone += 1;
        } else return;
        isDeleting = edit === 'delete';
        if (isTold || gone < goes || inserted + deleted < edits || deleted <= share * inserted) return;
        isTold = true;
        watch.tell({ root });
      },
    });
  },
};
