import type { Complexity, RequestContext, Urgency } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** What is known of an organisation's model without reading it. */
export interface ModelRow {
  version: number;
  /** How many corrections there were when it was trained. */
  corrections: number;
  hasSeeds: boolean;
}

/** The organisation's model; undefined until an expert has corrected something. */
export async function findModel(tx: Tx): Promise<ModelRow | undefined> {
  const [row] = await tx<ModelRow[]>`
    select version, corrections, has_seeds from triage_model where organisation_id = app_organisation()`;
  return row;
}

export async function modelBytes(tx: Tx): Promise<Uint8Array | undefined> {
  const [row] = await tx<{ bytes: Buffer }[]>`
    select bytes from triage_model where organisation_id = app_organisation()`;
  return row?.bytes;
}

/** Takes the place of the model before. */
export async function saveModel(
  tx: Tx,
  row: { organisationId: string; bytes: Uint8Array; corrections: number; hasSeeds: boolean; trainedAt: Date },
): Promise<void> {
  await tx`
    insert into triage_model (organisation_id, version, bytes, corrections, has_seeds, trained_at)
    values (${row.organisationId}, 1, ${row.bytes}, ${row.corrections}, ${row.hasSeeds}, ${row.trainedAt})
    on conflict (organisation_id) do update set version = triage_model.version + 1, bytes = excluded.bytes,
      corrections = excluded.corrections, has_seeds = excluded.has_seeds, trained_at = excluded.trained_at`;
}

/** Nothing is left to be learned from. */
export async function deleteModel(tx: Tx): Promise<void> {
  await tx`delete from triage_model where organisation_id = app_organisation()`;
}

/** A request of which an expert has said what it is about. */
export interface CorrectedRow {
  visitorId: string;
  text: string;
  topic: string | null;
  fields: Record<string, string>;
  context: RequestContext;
  language: string;
  domain: string;
}

/** Those whose words are still there, newest correction first; samples teach nothing. */
export function correctedRequests(tx: Tx, most: number): Promise<CorrectedRow[]> {
  return tx<CorrectedRow[]>`
    select visitor_id, text, topic, fields, context, language, domains[1] as domain from help_request
    where organisation_id = app_organisation() and triage_corrected_at is not null and content_hash <> '' and not is_sample
    order by triage_corrected_at desc limit ${most}`;
}

/** How many requests experts have said something about. */
export async function countCorrections(tx: Tx): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::integer as count from help_request
    where organisation_id = app_organisation() and triage_corrected_at is not null and content_hash <> '' and not is_sample`;
  return row!.count;
}

/** Whether anything of this visitor's has been corrected. */
export async function hasCorrections(tx: Tx, visitorId: string): Promise<boolean> {
  const rows = await tx`
    select from help_request where visitor_id = ${visitorId} and triage_corrected_at is not null limit 1`;
  return rows.length > 0;
}

/** The domains that experts have named, most frequent first. */
export async function correctedDomains(tx: Tx, most: number): Promise<string[]> {
  const rows = await tx<{ domain: string }[]>`
    select domains[1] as domain from help_request
    where organisation_id = app_organisation() and triage_corrected_at is not null
    group by domains[1] order by count(*) desc, domains[1] limit ${most}`;
  return rows.map(({ domain }) => domain);
}

/** What an expert said takes the place of the guess. */
export async function setCorrection(
  tx: Tx,
  id: string,
  said: { domain: string; complexity: Complexity; urgency: Urgency; memberId: string; at: Date },
): Promise<void> {
  await tx`
    update help_request set domains = ${[said.domain]}, complexity = ${said.complexity}, urgency = ${said.urgency},
      triage_version = triage_version + 1, triage_corrected_by = ${said.memberId}, triage_corrected_at = ${said.at}
    where id = ${id}`;
}
