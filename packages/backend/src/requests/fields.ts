import { problem, type AnsweredField, type CreateHelpRequest, type PreChatField } from '@harmony-live/protocol';

/**
 * The answers to a site's questions, as they are kept: trimmed, what is empty left out. A question that must be answered is
 * insisted on where it is asked on every page; of the others the server cannot say whether the page asked it.
 *
 * @throws Problem `body/invalid` with the question that is wrong, such as `/fields/order-number`
 */
export const checkFields = (
  asked: readonly PreChatField[],
  { fields = {} }: Pick<CreateHelpRequest, 'fields'>,
): Record<string, string> => {
  const kept: Record<string, string> = {};
  for (const [id, told] of Object.entries(fields)) {
    const field = asked.find((one) => one.id === id);
    if (field === undefined) throw invalid(id, 'is not among the questions of this site');
    const value = told.trim();
    if (value === '') continue;
    if (field.kind === 'choice' && !(field.choices ?? []).includes(value))
      throw invalid(id, 'must be one of the choices');
    kept[id] = value;
  }
  for (const { id, isRequired, pages } of asked) {
    if (isRequired && pages === undefined && kept[id] === undefined) throw invalid(id, 'must be answered');
  }
  return kept;
};

/** The answers with the questions as the person read them; of a question that is no more, its id. */
export const answeredFields = (
  asked: readonly PreChatField[],
  answers: Readonly<Record<string, string>>,
  language: string,
): AnsweredField[] => {
  const place = (id: string): number => asked.findIndex((one) => one.id === id);
  return Object.entries(answers)
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([id, value]) => ({ label: labelIn(asked.find((one) => one.id === id)?.labels, language) ?? id, value }));
};

const labelIn = (labels: PreChatField['labels'] = {}, language: string): string | undefined =>
  labels[language] ?? labels[language.split('-')[0]!] ?? Object.values(labels)[0];

const invalid = (id: string, reason: string) => {
  const field = `/fields/${id}`;
  return problem('body/invalid', `${field} ${reason}.`, { field, reason });
};
