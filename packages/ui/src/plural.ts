import type { StrResult } from '@lit/localize';
import { numberWords } from './number.ts';

/** What `str` or a plain text gives. */
type Words = string | StrResult;

/**
 * The two forms that English has. `other` is what translators read, and decides which values there are; a language with
 * more forms, such as Arabic, has them in its catalogue.
 */
export interface Forms {
  one: Words;
  other: Words;
}

type Translate = (count: number, forms: Forms) => string;

let translate: Translate | null = null;

/**
 * Words with a number in them, in the form that the language has for it: `plural(count, { one: '1 answer', other:
 * str`${count} answers` })`. Numbers among the values are written as the language writes them.
 */
export function plural(count: number, forms: Forms): string {
  if (translate) return translate(count, { one: forms.one, other: withNumbers(forms.other) });
  const words = withNumbers(count === 1 ? forms.one : forms.other);
  return typeof words === 'string' ? words : String.raw({ raw: words.strings }, ...words.values);
}

/** Sets what knows the forms of another language; null for English. `speak` calls it. */
export function translateForms(forms: Translate | null): void {
  translate = forms;
}

function withNumbers(words: Words): Words {
  if (typeof words === 'string') return words;
  return {
    ...words,
    values: words.values.map((value: unknown) => (typeof value === 'number' ? numberWords(value) : value)),
  };
}
