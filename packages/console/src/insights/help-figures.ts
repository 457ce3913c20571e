import type { HelpInsights, TimesTaken } from '@harmony-live/protocol';
import { duration } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { numberWords, percentWords } from '../figures/numbers.ts';
import { compared, comparedPoints, comparedSpan, type Comparison } from './comparison.ts';
import { meanOf, ratedOf } from './ratings.ts';

type Totals = NonNullable<HelpInsights['before']>;

/**
 * Requests, times, outcomes and the rating of a stretch, each with how many it rests on and how it was before. That there is
 * no before is said once.
 */
export function helpFigures(now: HelpInsights): TemplateResult {
  const { before } = now;
  const solved = ({ confirmed, assumed }: Totals): number => confirmed + assumed;
  const rated = ratedOf(now.ratings);
  return html`<dl class="key-figs help-figs" aria-label=${msg('Help by people')}>
    ${figure(msg('Asked for a person'), numberWords(now.asked), compared(now.asked, before?.asked ?? null), endings(now), 'neither')}
    ${time(msg('To a person'), now.toPerson, before && before.toPerson)}
    ${time(msg('First answer'), now.firstAnswer, before && before.firstAnswer)}
    ${time(msg('Until solved'), now.resolution, before && before.resolution)}
    ${share(msg('Solved'), solved(now), now.ended, before && [solved(before), before.ended], confirmedWords(now))}
    ${share(msg('First expert solved it'), now.byFirstExpert, solved(now), before && [before.byFirstExpert, solved(before)])}
    ${figure(
      msg('Rating'),
      rated === 0 ? '–' : oneDecimal(meanOf(now.ratings)),
      rated === 0 || before === null || ratedOf(before.ratings) === 0
        ? null
        : compared(round(meanOf(now.ratings)), round(meanOf(before.ratings))),
      msg(str`${numberWords(rated)} rated of ${numberWords(solved(now))}`),
      'more',
    )}
  </dl>`;
}

function time(name: string, now: TimesTaken, before: TimesTaken | null): TemplateResult {
  if (now.medianMs === null || now.p90Ms === null) return figure(name, '–', null, msg('none yet'));
  const rests = msg(str`half of ${numberWords(now.of)}; nine of ten within ${duration(now.p90Ms)}`);
  return figure(name, duration(now.medianMs), before && comparedSpan(now.medianMs, before.medianMs), rests);
}

function share(
  name: string,
  count: number,
  of: number,
  before: [number, number] | null,
  more?: string,
): TemplateResult {
  const rests = more ?? msg(str`${numberWords(count)} of ${numberWords(of)}`);
  if (of === 0) return figure(name, '–', null, msg('none yet'));
  const was = before === null || before[1] === 0 ? null : before[0] / before[1];
  return figure(name, percentWords(count / of), before && comparedPoints(count / of, was), rests, 'more');
}

const confirmedWords = ({ confirmed, ended }: Totals): string =>
  msg(str`${numberWords(confirmed)} of ${numberWords(ended)} said so themselves`);

function endings({ helped, selfSolved, cancelled, expired }: Totals): string {
  const left = cancelled + expired;
  return msg(
    str`${numberWords(helped)} helped, ${numberWords(selfSolved)} found an answer, ${numberWords(left)} gave up`,
  );
}

const oneDecimal = (value: number): string => numberWords(round(value));
const round = (value: number): number => Math.round(value * 10) / 10;

function figure(
  name: string,
  shown: string,
  comparison: Comparison | null,
  rests: string,
  better: 'less' | 'more' | 'neither' = 'less',
): TemplateResult {
  const { change, beside, direction } = comparison ?? { change: '', beside: '', direction: 'unknown' as const };
  const tone =
    better === 'neither' || (direction !== 'less' && direction !== 'more')
      ? ''
      : direction === better
        ? 'good'
        : 'badly';
  return html`<div>
    <dt>${name}</dt>
    <dd>
      ${shown}
      ${
        change === '' && beside === ''
          ? nothing
          : html`<small
              >${change === '' ? nothing : html`<span class=${tone} dir="ltr">${change}</span> `}${beside}</small
            >`
      }
      <small>${rests}</small>
    </dd>
  </div>`;
}
