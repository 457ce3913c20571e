import type { ClientProblem, LogEntry, Participant } from '@harmony-live/client';
import type { Sender } from '@harmony-live/protocol';
import type { LogMessage } from '@harmony-live/ui';
import { msg } from '@lit/localize';

/** A line of the conversation as the log draws it; `wordsOf` says why an own message was refused, `solutionSeq` which one is the solution. */
export function logMessage(
  entry: LogEntry,
  wordsOf: (problem: ClientProblem) => string,
  solutionSeq: number | null = null,
): LogMessage {
  const { key, seq, kind, from, isMine, body, file, at, delivery, problem } = entry;
  return {
    id: key,
    kind,
    from: { id: from.id ?? from.kind, name: senderName(from) },
    isMine,
    body,
    at,
    ...(file === undefined ? {} : { file }),
    ...(seq !== null && seq === solutionSeq ? { isSolution: true } : {}),
    ...(delivery === null ? {} : { state: delivery }),
    ...(problem === null ? {} : { failure: wordsOf(problem) }),
  };
}

/** A person's name, or what they are when they have given none. */
export function senderName({ kind, name }: Pick<Sender, 'kind' | 'name'>): string {
  if (name) return name;
  if (kind === 'visitor') return msg('Visitor');
  return kind === 'member' ? msg('Colleague') : msg('System');
}

/** Whoever was helped: the visitor among the participants. */
export function visitorOf<P extends Pick<Participant, 'kind'>>(participants: readonly P[]): P | undefined {
  return participants.find(({ kind }) => kind === 'visitor');
}
