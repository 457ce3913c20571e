import type { VisitorCaller } from '../../platform/caller.ts';
import type { Platform } from '../../platform/platform.ts';
import { noteAct } from '../audit/audit.ts';
import { idsOfVisitor, visitorById } from './store.ts';

/**
 * Everything every module keeps about the visitor, under the modules' names. `earlier` holds the same for ids that were
 * merged into this one and whose parts have not all moved yet.
 */
export const exportPerson = async ({ clock, db, personalData }: Platform, caller: VisitorCaller) => {
  const { organisationId, visitorId } = caller;
  return db.withOrganisation(organisationId, async (tx) => {
    const { id, externalId, name, email, locale } = (await visitorById(tx, visitorId))!;
    const earlier: Record<string, unknown>[] = [];
    for (const otherId of await idsOfVisitor(tx, visitorId)) {
      if (otherId !== visitorId) earlier.push(await personalData.export(tx, { organisationId, visitorId: otherId }));
    }
    await noteAct({ clock }, tx, organisationId, { kind: 'person.exported', by: { kind: 'visitor' } });
    return {
      exportedAt: new Date(clock.now()).toISOString(),
      visitor: { id, externalId, name, email, locale },
      ...(await personalData.export(tx, { organisationId, visitorId })),
      earlier,
    };
  });
};

/** Erases the visitor in every module at once, under every id they ever had, and ends their connections. */
export const erasePerson = async (
  { clock, db, live, outbox, personalData }: Platform,
  caller: VisitorCaller,
): Promise<void> => {
  const { organisationId, visitorId: ownId } = caller;
  await db.withOrganisation(organisationId, async (tx) => {
    const ids = await idsOfVisitor(tx, ownId);
    for (const visitorId of ids) {
      await personalData.erase(tx, { organisationId, visitorId });
      await outbox.emit(tx, 'person.erased', organisationId, { visitorId });
    }
    await noteAct({ clock }, tx, organisationId, { kind: 'person.erased', by: { kind: 'visitor' } });
    db.afterCommit(tx, () => {
      for (const visitorId of ids) live.revoke('visitor', organisationId, visitorId);
    });
  });
};
