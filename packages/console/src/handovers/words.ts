import type { Colleague, Handover, HandoverKind } from '@harmony-live/protocol';
import { languageName } from '@harmony-live/ui/reasons.ts';
import { msg, str } from '@lit/localize';
import { stateWords } from '../shell/areas.ts';
import type { Refusal, TakenBack } from './handovers.ts';

/** The most that a brief holds, as the protocol has it. */
export const longestBrief = 2000;

/** What a colleague asks of this person. */
export const askedWords = ({ kind, from }: Pick<Handover, 'kind' | 'from'>): string => {
  const name = from.name ?? '';
  return kind === 'invite' ? msg(str`${name} asks you to come along`) : msg(str`${name} asks you to take over`);
};

/** What this person waits for. */
export const waitingWords = ({ kind, to }: Pick<Handover, 'kind' | 'to'>): string => {
  const name = to.name ?? '';
  return kind === 'invite'
    ? msg(str`${name} is asked to come along.`)
    : msg(str`${name} is asked to take over. It stays as it is until then.`);
};

/** Why nobody came. */
export const refusalWords = ({ name, state }: Refusal): string =>
  state === 'declined' ? msg(str`${name} cannot come now.`) : msg(str`${name} did not answer within five minutes.`);

/** Why a question to this person is gone. */
export const takenBackWords = ({ name, state }: TakenBack): string =>
  state === 'withdrawn'
    ? msg(str`${name} no longer needs you there.`)
    : msg(str`The time to answer ${name} has passed.`);

/** How a colleague stands, how much they have, and what they speak: one line. */
export const standingLine = ({ state, load, capacity, languages, isAsked }: Colleague): string =>
  [
    isAsked ? msg('Being asked') : stateWords(state),
    msg(str`${load} of ${capacity} conversations`),
    languages.map((tag) => languageName(tag)).join(', '),
  ]
    .filter(Boolean)
    .join(' · ');

/** Colleagues whose name or language has these words in it. */
export const found = (colleagues: readonly Colleague[], words: string): Colleague[] => {
  const wanted = words.trim().toLocaleLowerCase();
  return colleagues.filter(({ name, languages }) =>
    [name, ...languages.map((tag) => languageName(tag))].some((one) => one.toLocaleLowerCase().includes(wanted)),
  );
};

/** What the dialog is called. */
export const askTitle = (kind: HandoverKind): string =>
  kind === 'invite' ? msg('Invite a colleague') : msg('Hand over to a colleague');
