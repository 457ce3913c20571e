import type { Issue, IssueState } from '@harmony-live/protocol';
import { fullTime, listWords, plural, relativeTime, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { countsOn, lastDays } from '../figures/days.ts';
import { numberWords } from '../figures/numbers.ts';
import { trend } from '../figures/trend.ts';
import { kindWords } from '../signals/kinds.ts';
import { answerCell, type Answer } from './answer.ts';

/** Over how many days the trend of an issue goes: as many as the server keeps of it. */
const trendDays = 30;
/** So many pages and releases stand in the row; the rest is counted. */
const mostNamed = 3;

/** See `issuesTable`. */
export interface IssuesOptions {
  issues: readonly Issue[];
  isTable: boolean;
  now: number;
  /** Name of a site, where several are shown together. */
  siteName: (siteId: string) => string | undefined;
  answer: (issue: Issue) => Answer;
}

/** Problems with how they stand, whom they met, where, and in which versions of the app. */
export function issuesTable(options: IssuesOptions): TemplateResult {
  return html`<table class="tbl folds" aria-label=${msg('Issues')}>
    <thead>
      <tr>
        <th scope="col">${msg('Problem')}</th>
        <th scope="col" class="n">${msg('Times')}</th>
        <th scope="col" class="n">${msg('People')}</th>
        <th scope="col">${msg(str`Trend, ${trendDays} days`)}</th>
        <th scope="col">${msg('Known?')}</th>
      </tr>
    </thead>
    <tbody>
      ${options.issues.map((issue) => renderIssue(issue, options))}
    </tbody>
  </table>`;
}

function renderIssue(issue: Issue, { isTable, now, siteName, answer }: IssuesOptions): TemplateResult {
  const days = lastDays(new Date(now).toISOString(), trendDays);
  return html`<tr>
    <th scope="row">
      <span class="clamp" title=${issue.template} dir="auto">${issue.template || kindWords(issue.kind).name}</span>
      ${renderFacts(issue, now, siteName(issue.siteId))}
    </th>
    <td class="n" data-name=${msg('Times')}>${numberWords(issue.count)}</td>
    <td class="n" data-name=${msg('People')}>${numberWords(issue.people)}</td>
    <td data-name=${msg('Trend')}>${trend(countsOn(days, issue.days), isTable)}</td>
    <td class="whole">${answerCell(answer(issue))}</td>
  </tr>`;
}

function renderFacts(issue: Issue, now: number, site: string | undefined): TemplateResult {
  const clicks = issue.clicks === 0 ? nothing : html` · ${clickWords(issue.clicks)}`;
  return html`<span class="facts meta">
    <span
      >${stateTag(issue.state)}
      ${kindWords(issue.kind).name}${clicks}${site === undefined ? nothing : html` · ${site}`}</span
    >
    ${issue.place === null ? nothing : html`<span class="mono cut" title=${issue.place}>${issue.place}</span>`}
    ${listed(
      msg('Pages:'),
      issue.pages.map(({ page }) => page),
    )}
    ${listed(
      msg('Releases:'),
      issue.releases.map(({ release }) => release),
    )}
    <span
      >${msg('First')}
      <time datetime=${issue.firstAt} title=${fullTime(issue.firstAt)}>${relativeTime(issue.firstAt, now)}</time>,
      ${msg('last')}
      <time datetime=${issue.lastAt} title=${fullTime(issue.lastAt)}>${relativeTime(issue.lastAt, now)}</time></span
    >
  </span>`;
}

const clickWords = (clicks: number): string =>
  plural(clicks, { one: '1 press led to it', other: str`${clicks} presses led to it` });

/** Some names of many: the first ones, then how many more. */
function listed(before: string, names: readonly string[]): TemplateResult | typeof nothing {
  if (names.length === 0) return nothing;
  const rest = names.length - mostNamed;
  return html`<span title=${listWords(names, true)}
    >${before} <span class="mono">${listWords(names.slice(0, mostNamed), true)}</span>${
      rest > 0 ? html` ${plural(rest, { one: 'and 1 more', other: str`and ${rest} more` })}` : nothing
    }</span
  >`;
}

function stateTag(state: IssueState): TemplateResult {
  switch (state) {
    case 'open':
      return tag(msg('Open'), { tone: 'wait' });
    case 'known':
      return tag(msg('Known'), { tone: 'solved' });
    case 'gone':
      return tag(msg('Gone'));
  }
}
