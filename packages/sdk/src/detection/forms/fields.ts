import type { Watch } from '../detector.ts';

/** What a person fills in and can doubt. */
export type Field = HTMLInputElement | HTMLSelectElement;

/**
 * Fields of one line in which the person's own words stand. Not those that are ticked, pressed or drawn; passwords, codes
 * by text message and their single digits, which are looked up or filled in by a program; searches, which are for trying.
 * Text areas and editors are for thinking and writing anew.
 */
const fields = `input${'hidden password search checkbox radio button submit reset image file range color'.replace(/ ?(\w+)/g, ':not([type="$1"])')}:not([autocomplete="one-time-code"]):not([maxlength="1"]):not([role="searchbox"]), select`;

/** How a field's content changed: `fill` is a program's doing (autofill, a list), `compose` an input method's. */
export type Edit = 'insert' | 'delete' | 'compose' | 'fill';

/** What the detectors of forms hear, each of its own; all by the same listeners. */
export interface FieldEars {
  enter?(field: Field): void;
  edit?(field: Field, edit: Edit): void;
  leave?(field: Field): void;
}

/** Follows the focus from field to field. A window that loses the focus and comes back has left no field. */
export const watchFields = (watch: Watch, { enter, edit, leave }: FieldEars): void => {
  let field: Field | null = null;
  const away = (): void => {
    if (field !== null) leave?.(field);
    field = null;
  };
  watch.hear('focusin', (event) => {
    const element = event.composedPath()[0] as Field | undefined;
    if (element === field) return;
    away();
    if (element?.matches?.(fields) !== true || element.closest('[role="search"]') || watch.isIgnored(event)) return;
    field = element;
    enter?.(field);
  });
  watch.hear('focusout', () => {
    if (watch.page.document.hasFocus()) away();
  });
  watch.hear('input', (event) => {
    if (field !== null && event.composedPath()[0] === field) edit?.(field, editOf(event));
  });
};

const editOf = ({ inputType, isComposing, isTrusted }: Partial<InputEvent>): Edit => {
  if (isComposing || inputType?.includes('Composition')) return 'compose';
  // Browsers and password managers fill in without a type, or as a replacement.
  if (!isTrusted || !inputType || inputType === 'insertReplacementText') return 'fill';
  return inputType.startsWith('delete') ? 'delete' : 'insert';
};
