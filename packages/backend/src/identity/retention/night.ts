import type { Platform } from '../../platform/platform.ts';
import { noteAct } from '../audit/audit.ts';
import { countAuditEvents, deleteAuditEvents } from '../audit/store.ts';
import { contributeRetention, cutOff, defaultDays, keptOf, nightAt } from './retention.ts';
import { allOrganisations, retentionSet } from './store.ts';

const queue = 'identity.retention';
/** Rows that one statement deletes: others wait for the database meanwhile. */
const batch = 2_000;

/** Deletes each night what is past its time; and lets the trail itself be kept for a time. */
export const keepRetention = (platform: Platform): void => {
  const { jobs } = platform;
  contributeRetention({ platform }, { kind: 'audit', count: countAuditEvents, forget: async () => 0 });
  jobs.work(queue, () => forgetWhatIsPast(platform));
  jobs.schedule(queue, `${nightAt.minute} ${nightAt.hour} * * *`);
};

/** Deletes, organisation by organisation, what each keeps no longer; in small steps, and safe to run twice. */
export const forgetWhatIsPast = async (platform: Platform): Promise<void> => {
  const { clock, db } = platform;
  const organisations = await db.asSystem('retention: organisations', allOrganisations);
  for (const organisationId of organisations) {
    const set = await db.withOrganisation(organisationId, (tx) => retentionSet(tx));
    const gone = new Map<string, number>();
    const count = (kind: string, deleted: number): void => void gone.set(kind, (gone.get(kind) ?? 0) + deleted);
    for (const { kind, forget } of keptOf(platform)) {
      const before = cutOff(set[kind] ?? defaultDays(platform, kind), clock.now());
      if (before === null) continue;
      count(kind, await untilDone(() => db.withOrganisation(organisationId, (tx) => forget(tx, before, batch))));
      // Nobody but the system may take anything out of the trail.
      if (kind === 'audit') {
        const deleted = await untilDone(() =>
          db.asSystem('retention: audit', (tx) => deleteAuditEvents(tx, organisationId, before, batch)),
        );
        count(kind, deleted);
      }
    }
    const changes = [...gone]
      .filter(([, deleted]) => deleted > 0)
      .map(([field, deleted]) => ({ field, from: String(deleted), to: null }));
    if (changes.length === 0) continue;
    const by = { kind: 'system' } as const;
    await db.withOrganisation(organisationId, (tx) =>
      noteAct(platform, tx, organisationId, { kind: 'retention.deleted', by, changes }),
    );
  }
};

/** @returns how many it was, all together */
const untilDone = async (step: () => Promise<number>): Promise<number> => {
  let all = 0;
  for (let deleted = batch; deleted >= batch;) all += deleted = await step();
  return all;
};
