import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Note, NoteList, problem, WriteNote } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import type { Tx } from '../../platform/database/index.ts';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { existing } from '../access.ts';
import { personOf, readWords } from '../message.ts';
import type { Names } from '../names.ts';
import { findNote, insertNote, notesOf, type NoteRow } from './store.ts';
import { tellNote, toNotes } from './wire.ts';

/** Nobody reads more beside one conversation. */
const mostNotes = 500;

/** HTTP of the notes: for members who may read the conversation, and for nobody else. */
export const registerNoteRoutes = (base: FastifyInstance, names: Names): void => {
  const { clock, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const readable = resource('conversation/not-found', (request, id) => {
    const caller = asMember(request.caller);
    return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, 'reader'));
  });

  app.get(
    '/v1/conversations/:id/notes',
    {
      schema: {
        summary: 'What colleagues wrote beside it; no visitor ever sees one',
        tags: ['conversations'],
        response: { 200: NoteList },
      },
      onRequest: readable.load,
    },
    (request) => {
      const { id } = readable.of(request);
      return db.withOrganisation(asMember(request.caller).organisationId, async (tx) => ({
        items: await toNotes(tx, names, await notesOf(tx, id, mostNotes)),
      }));
    },
  );

  app.post(
    '/v1/conversations/:id/notes',
    {
      schema: {
        summary: 'Write to colleagues. Idempotent by `clientId`; also after the end',
        tags: ['conversations'],
        body: WriteNote,
        response: { 200: Note },
      },
      onRequest: readable.load,
    },
    (request) => {
      const caller = asMember(request.caller);
      const { organisationId, memberId } = caller;
      const { id: conversationId, participants } = readable.of(request);
      const clientId = request.body.clientId.toLowerCase();
      const body = readWords(request.body.body);
      return db.withOrganisation(organisationId, async (tx) => {
        const at = new Date(clock.now());
        const fresh = { id: clock.newId(), organisationId, conversationId, clientId, memberId, body, at };
        const added = await insertNote(tx, fresh);
        const row = added ?? (await repeated(tx, fresh));
        const note = (await toNotes(tx, names, [row]))[0]!;
        const people = participants.map(({ person }) => person);
        if (added !== null) tellNote(base.platform, tx, organisationId, note, [...people, personOf(caller)]);
        return note;
      });
    },
  );
};

/** The same note again gets the same answer. @throws Problem `key/reused` for another one under its id */
const repeated = async (
  tx: Tx,
  {
    conversationId,
    clientId,
    memberId,
    body,
  }: { conversationId: string; clientId: string; memberId: string; body: string },
): Promise<NoteRow> => {
  const before = await findNote(tx, conversationId, clientId);
  if (before !== null && before.memberId === memberId && before.body === body) return before;
  throw problem('key/reused', 'This clientId belongs to another note. Take a new one.', {
    field: '/clientId',
    reason: 'was used with other content',
  });
};
