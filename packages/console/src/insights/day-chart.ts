import { plural } from '@harmony-live/ui';
import type { StruggleInsights } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { dayWords, enough, numberWords } from '../figures/numbers.ts';
import { lineThrough, points, spread, ticks } from '../figures/scale.ts';

type Days = Pick<StruggleInsights, 'days' | 'struggles' | 'before'>;

const box = { left: 36, right: 632, top: 26, bottom: 168 };
/** Days with a name below the line: more would touch on a phone. */
const mostNames = 5;

/** Struggles each day: a line with its sentence, or a table of the same. Under 20 there is no line: it would be chance. */
export function dayChart(shown: Days, isTable: boolean): TemplateResult {
  const isEnough = shown.struggles >= enough;
  return html`<section>
    <h2 class="sec">${msg('Struggles each day')} ${isEnough && !isTable ? renderLegend(shown) : nothing}</h2>
    ${
      isEnough
        ? nothing
        : html`<p class="sub">
            ${msg(str`Not enough to draw yet: a line appears from ${enough} struggles on, so that chance does not look like a trend. So far ${shown.struggles}.`)}
          </p>`
    }
    ${isEnough && !isTable ? renderChart(shown) : renderTable(shown)}
    ${isEnough ? html`<p class="meta">${sentence(shown)}</p>` : nothing}
  </section>`;
}

/** What the line shows, in words. */
function sentence({ days, struggles, before }: Days): string {
  const most = peak(days);
  const day = dayWords(most.day, 'long');
  const told = msg(str`Most on ${day}: ${numberWords(most.struggles)} of ${numberWords(struggles)}.`);
  if (before === null) return told;
  const now = numberWords(struggles / days.length);
  return msg(str`${told} On average ${now} a day, ${numberWords(before.struggles / days.length)} before.`);
}

const peak = (days: Days['days']): Days['days'][number] =>
  days.reduce((most, one) => (one.struggles > most.struggles ? one : most));

function renderLegend({ before }: Days): TemplateResult {
  return html`<span class="legend">
    <span><i></i>${msg('this stretch')}</span>
    ${before === null ? nothing : html`<span class="before"><i></i>${msg('a day on average before')}</span>`}
  </span>`;
}

function renderChart(shown: Days): TemplateResult {
  const { days, before } = shown;
  const average = before === null ? 0 : before.struggles / days.length;
  const scale = ticks(Math.max(average, ...days.map(({ struggles }) => struggles)));
  const top = scale.at(-1)!;
  const height = (value: number): number => box.bottom - (value / top) * (box.bottom - box.top);
  const line = points(
    days.map(({ struggles }) => struggles),
    top,
    box,
  );
  const most = days.indexOf(peak(days));
  const path = lineThrough(line);
  return html`<svg
    class="chart wide"
    viewBox="0 0 640 190"
    role="img"
    aria-label=${plural(days.length, { one: str`Struggles on one day. ${sentence(shown)}`, other: str`Struggles each day for ${days.length} days. ${sentence(shown)}` })}
  >
    ${scale.map(
      (value) =>
        svg`<line class="grid" x1=${box.left} x2=${box.right} y1=${height(value)} y2=${height(value)} />
          <text x=${box.left - 8} y=${height(value) + 4} text-anchor="end">${numberWords(value)}</text>`,
    )}
    <path class="area" d=${`${path}L${box.right} ${box.bottom}L${box.left} ${box.bottom}Z`} />
    ${before === null ? nothing : svg`<path class="before" d=${`M${box.left} ${height(average)}H${box.right}`} />`}
    <path class="now" d=${path} />
    ${renderPeak(line[most]!, days[most]!)}
    ${spread(days.length, mostNames).map(
      (index) =>
        svg`<text x=${line[index]!.x} y="186" text-anchor=${anchor(index, days.length)}>${dayWords(days[index]!.day)}</text>`,
    )}
  </svg>`;
}

const renderPeak = (
  { x, y }: { x: number; y: number },
  { day, struggles }: Days['days'][number],
): SVGTemplateResult => {
  // Near an edge the words stand inside the picture.
  const side = x < box.left + 60 ? 'start' : x > box.right - 60 ? 'end' : 'middle';
  return svg`<circle class="mark" cx=${x} cy=${y} r="3.5" />
    <text class="lab" x=${x} y=${y - 10} text-anchor=${side}>${numberWords(struggles)}, ${dayWords(day)}</text>`;
};

const anchor = (index: number, length: number): string =>
  index === 0 ? 'start' : index === length - 1 ? 'end' : 'middle';

function renderTable({ days }: Days): TemplateResult {
  const told = days.filter(({ struggles }) => struggles > 0);
  if (told.length === 0) return html``;
  return html`<table class="tbl" aria-label=${msg('Struggles each day')}>
    <thead>
      <tr>
        <th scope="col">${msg('Day')}</th>
        <th scope="col" class="n">${msg('Struggles')}</th>
        <th scope="col" class="n">${msg('People')}</th>
        <th scope="col" class="n">${msg('Minutes')}</th>
      </tr>
    </thead>
    <tbody>
      ${told.map(
        ({ day, struggles, people, minutes }) =>
          html`<tr>
            <th scope="row">${dayWords(day, 'long')}</th>
            <td class="n">${numberWords(struggles)}</td>
            <td class="n">${numberWords(people)}</td>
            <td class="n">${numberWords(minutes)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
