import type { Note } from '@harmony-live/protocol';
import { toIso, type Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { toSender, type Person } from '../message.ts';
import type { Names } from '../names.ts';
import type { NoteRow } from './store.ts';

/** Notes as the wire has them. */
export const toNotes = async (tx: Tx, names: Names, rows: readonly NoteRow[]): Promise<Note[]> => {
  const people = rows.flatMap(({ memberId }) => (memberId === null ? [] : [{ kind: 'member' as const, id: memberId }]));
  const named = await names(tx, people);
  return rows.map(({ memberId, at, ...row }) => ({
    ...row,
    from: memberId === null ? { kind: 'system' } : toSender({ kind: 'member', id: memberId }, named),
    at: toIso(at),
  }));
};

/** A note that was just written, for the members among these people, once the transaction holds. */
export const tellNote = (
  { db, live }: Pick<Platform, 'db' | 'live'>,
  tx: Tx,
  organisationId: string,
  note: Note,
  people: readonly Person[],
): void => {
  const readers = new Set(people.flatMap(({ kind, id }) => (kind === 'member' ? [id] : [])));
  db.afterCommit(tx, () => {
    for (const id of readers) live.toMember(organisationId, id, { frame: 'note', ...note });
  });
};
