import type { PreChatField } from '@harmony-live/protocol';
import { matchesGlob } from '@harmony-live/protocol/glob';
import { field, frame, type FrameOptions } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { inLanguage } from '../site-words.ts';

type Answers = Readonly<Record<string, string>>;

/** What a site asks on a page, before somebody asks for help there. @param path without query and hash */
export const askedOn = (fields: readonly PreChatField[] | undefined, path: string): PreChatField[] =>
  (Array.isArray(fields) ? (fields as PreChatField[]) : []).filter(
    ({ pages }) => pages === undefined || pages.some((glob) => matchesGlob(glob, path)),
  );

/** The first question that must be answered and is not. */
export const firstMissing = (asked: readonly PreChatField[], answers: Answers): string | null =>
  asked.find(({ id, isRequired }) => isRequired && (answers[id] ?? '').trim() === '')?.id ?? null;

/** The answers to what is asked here, where there are any; what was answered on another page stays behind. */
export const answersTo = (asked: readonly PreChatField[], answers: Answers): { fields?: Record<string, string> } => {
  const given = asked.flatMap(({ id }) => {
    const answer = (answers[id] ?? '').trim();
    return answer === '' ? [] : [[id, answer] as const];
  });
  return given.length === 0 ? {} : { fields: Object.fromEntries(given) };
};

/** The question that the server was not content with, if it was that. */
export const refusedQuestion = (problem: unknown): string | null =>
  /^\/fields\/([a-z][a-z0-9-]*)$/.exec((problem as { field?: string } | null)?.field ?? '')?.[1] ?? null;

/** The id of a question's control in the form. */
export const controlOf = (id: string): string => `field-${id}`;

/** The questions, in the order of the site. @param wrongId the one to say something about */
export function questions(
  help: Help,
  asked: readonly PreChatField[],
  { wrongId, onAnswer }: { wrongId: string | null; onAnswer: () => void },
): TemplateResult[] {
  return asked.map((one) => {
    const { id, kind, labels, isRequired, choices = [] } = one;
    const label = inLanguage(labels, help.host.look.locale) ?? id;
    const value = help.answers[id] ?? '';
    const error =
      id !== wrongId
        ? undefined
        : value.trim() === ''
          ? msg('Answer this before you send.')
          : msg('This answer was not accepted. Change it and send again.');
    const onInput = (answer: string): void => {
      help.answers = { ...help.answers, [id]: answer };
      onAnswer();
    };
    const hint = isRequired ? {} : { hint: msg('Optional') };
    const control = { id: controlOf(id), name: controlOf(id), label, value, error, onInput, ...hint };
    return kind === 'choice' ? choice({ ...control, choices }) : field({ ...control, size: 'lg', maxLength: 500 });
  });
}

interface Choice extends FrameOptions {
  value: string;
  choices: readonly string[];
  onInput: (answer: string) => void;
}

function choice({ value, choices, onInput, ...around }: Choice): TemplateResult {
  return frame(
    { ...around, size: 'lg' },
    ({ id, classes, invalid, describedBy }) =>
      html`<select
        class=${classes}
        id=${id}
        name=${around.name}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        @change=${(event: Event) => onInput((event.target as HTMLSelectElement).value)}
      >
        <option value="">${msg('Choose …')}</option>
        ${choices.map((one) => html`<option value=${one} ?selected=${one === value}>${one}</option>`)}
      </select>`,
  );
}
