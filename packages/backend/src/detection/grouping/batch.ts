import type { Template } from './miner.ts';
import type { IssueChange, PartChange, WaitingSignal } from './store.ts';

/** A signal with the template that it fits. */
export interface Sorted {
  signal: WaitingSignal;
  place: string;
  template: Template;
}

/** What a batch adds to issues, each row once. */
export interface Batch {
  issues: IssueChange[];
  people: { issueId: string; visitorId: string; lastAt: Date }[];
  parts: PartChange[];
}

/**
 * Adds up a batch. A click that led to an error comes with that error's own signal, so it counts as a click and the
 * error as the occurrence; people, pages and releases are taken from both.
 */
export const batchOf = (sorted: readonly Sorted[]): Batch => {
  const issues = new Map<string, IssueChange>();
  const people = new Map<string, Batch['people'][number]>();
  const parts = new Map<string, PartChange>();
  for (const { signal, place, template } of sorted) {
    const { id: issueId, scope, tokens } = template;
    const { at, count, kind, page, release, visitorId } = signal;
    const fingerprint = signal.fingerprint ?? fallbackOf(issueId);
    const isClick = kind === 'click.error';
    const text = tokens.join(' ');
    const issue = issues.get(issueId) ?? {
      ...{ id: issueId, fingerprint, kind, scope, place, template: text },
      ...{ count: 0, clicks: 0, firstAt: at, lastAt: at },
    };
    issue.template = text;
    issue.count += isClick ? 0 : count;
    issue.clicks += isClick ? count : 0;
    widen(issue, at);
    issues.set(issueId, issue);

    const person = people.get(`${issueId} ${visitorId}`) ?? { issueId, visitorId, lastAt: at };
    if (at > person.lastAt) person.lastAt = at;
    people.set(`${issueId} ${visitorId}`, person);

    const add = (partKind: PartChange['kind'], value: string): void => {
      const key = `${issueId} ${partKind} ${value}`;
      const part = parts.get(key) ?? { issueId, kind: partKind, value, count: 0, firstAt: at, lastAt: at };
      part.count += isClick ? 0 : count;
      widen(part, at);
      parts.set(key, part);
    };
    add('page', page);
    add('day', at.toISOString().slice(0, 10));
    if (release !== null) add('release', release);
    if (signal.fingerprint !== null) add('fingerprint', signal.fingerprint);
  }
  return { issues: [...issues.values()], people: [...people.values()], parts: [...parts.values()] };
};

const widen = (range: { firstAt: Date; lastAt: Date }, at: Date): void => {
  if (at < range.firstAt) range.firstAt = at;
  if (at > range.lastAt) range.lastAt = at;
};

/** Where the page gave none: the random half of the issue's id, as long as a page's. */
const fallbackOf = (issueId: string): string => issueId.replaceAll('-', '').slice(-14);
