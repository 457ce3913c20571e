import { EarlierConversations } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { toIso } from '../platform/database/index.ts';
import { asMember } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { existing, partOf } from './access.ts';
import { personKey } from './message.ts';
import type { Names } from './names.ts';
import { resolutionsOf } from './resolution/store.ts';
import * as store from './store.ts';

/** The latest tell most. */
const mostEarlier = 20;
/** What a list shows of the first words. */
const shortLength = 140;

/** What the same person asked before, and how it came out: for whoever helps them now, in short. */
export const registerEarlierRoute = (base: FastifyInstance, names: Names): void => {
  const { db } = base.platform;
  const readable = resource('conversation/not-found', (request, id) => {
    const caller = asMember(request.caller);
    return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, 'reader'));
  });

  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/conversations/:id/earlier',
    {
      schema: {
        summary: 'What the same person asked before, and how it came out',
        tags: ['conversations'],
        response: { 200: EarlierConversations },
      },
      onRequest: readable.load,
    },
    (request) => {
      const caller = asMember(request.caller);
      const { id, participants } = readable.of(request);
      const visitor = participants.find(({ person }) => person.kind === 'visitor')?.person;
      if (visitor === undefined) return { items: [] };
      return db.withOrganisation(caller.organisationId, async (tx) => {
        const all = await store.conversationsOf(tx, visitor, mostEarlier + 1);
        const rows = all.filter((row) => row.id !== id).slice(0, mostEarlier);
        const ids = rows.map((row) => row.id);
        const [words, resolutions] = [await store.wordsOf(tx, ids, shortLength), await resolutionsOf(tx, ids)];
        const helpers = rows.flatMap((row) => row.participants.map(({ person }) => person));
        const named = await names(
          tx,
          helpers.filter(({ kind }) => kind === 'member'),
        );
        const items = rows.map((row) => ({
          id: row.id,
          topic: words.get(row.id)?.topic ?? '',
          openedAt: toIso(row.openedAt),
          state: row.state,
          how: resolutions.get(row.id)?.how ?? null,
          rating: resolutions.get(row.id)?.rating ?? null,
          helpers: row.participants.flatMap(({ person }) => named.get(personKey(person)) ?? []),
          canOpen: partOf(caller, row) !== null,
        }));
        return { items };
      });
    },
  );
};
