import type { Complexity, RequestContext, Urgency } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** What is known of an organisation's model without reading it. */
export interface ModelRow {
  version: number;
  /** How many corrections there were when it was trained. */
  corrections: number;
  hasSeeds: boolean;
  /** Corrections since then it has not seen. */
  trainedAt: Date;
}

/** The organisation's model; undefined until an expert has corrected something. */
export async function findModel(tx: Tx): Promise<ModelRow | undefined> {
  const [row] = await tx<ModelRow[]>`
    select version, corrections, has_seeds, trained_at from triage_model where organisation_id = app_organisation()`;
  return row;
}

/** What was trained, as bytes (`fromBytes`); null where the rules do as well. */
export interface ModelBytes {
  domains: Uint8Array;
  complexity: Uint8Array | null;
  urgency: Uint8Array | null;
}

export async function modelBytes(tx: Tx): Promise<ModelBytes | undefined> {
  const [row] = await tx<ModelBytes[]>`
    select bytes as domains, complexity_bytes as complexity, urgency_bytes as urgency from triage_model
    where organisation_id = app_organisation()`;
  return row;
}

/** Takes the place of the model before, unless that one has seen more: of two trainings at once the later one counts. */
export async function saveModel(
  tx: Tx,
  row: { organisationId: string; bytes: ModelBytes; corrections: number; hasSeeds: boolean; trainedAt: Date },
): Promise<void> {
  const { domains, complexity, urgency } = row.bytes;
  await tx`
    insert into triage_model (organisation_id, version, bytes, complexity_bytes, urgency_bytes, corrections, has_seeds, trained_at)
    values (${row.organisationId}, 1, ${domains}, ${complexity}, ${urgency}, ${row.corrections}, ${row.hasSeeds}, ${row.trainedAt})
    on conflict (organisation_id) do update set version = triage_model.version + 1, bytes = excluded.bytes,
      complexity_bytes = excluded.complexity_bytes, urgency_bytes = excluded.urgency_bytes,
      corrections = excluded.corrections, has_seeds = excluded.has_seeds, trained_at = excluded.trained_at
    where triage_model.trained_at <= excluded.trained_at`;
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
  complexity: Complexity;
  urgency: Urgency;
  /** By the person who asked: then it says nothing about their words. */
  isUrgencyChosen: boolean;
}

/** Those whose words are still there, newest correction first, with as much context as is learned from; samples teach nothing. */
export function correctedRequests(tx: Tx, most: number): Promise<CorrectedRow[]> {
  return tx<CorrectedRow[]>`
    select visitor_id, text, topic, fields, context - 'steps' - 'app' - 'struggle' - 'browser' as context, language, domains[1] as domain, complexity, urgency,
      coalesce((triage -> 'urgency' ->> 'isChosen')::boolean, false) as is_urgency_chosen
    from help_request
    where organisation_id = app_organisation() and triage_corrected_at is not null and content_hash <> '' and not is_sample
    order by triage_corrected_at desc limit ${most}`;
}

/** How many requests experts have said something about, since a time or at all. */
export async function countCorrections(tx: Tx, since?: Date): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::integer as count from help_request
    where organisation_id = app_organisation() and triage_corrected_at is not null and content_hash <> '' and not is_sample
      and triage_corrected_at >= ${since ?? new Date(0)}`;
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
