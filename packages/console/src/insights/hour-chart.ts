import type { HelpInsights } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { enough, numberWords } from '../figures/numbers.ts';
import { ticks } from '../figures/scale.ts';

type Shown = Pick<HelpInsights, 'hours' | 'asked' | 'zone'>;

const box = { left: 28, right: 356, top: 14, bottom: 122 };
const step = (box.right - box.left) / 24;
/** Hours with a name below the bars. */
const named = [0, 6, 12, 18];

/** At which hours people ask, and when nobody took it: bars with their sentence, or a table. Under 20 there are no bars. */
export function hourChart(shown: Shown, isTable: boolean): TemplateResult {
  const isEnough = shown.asked >= enough;
  return html`<section>
    <h2 class="sec">${msg('Requests by hour')} ${isEnough && !isTable ? renderLegend(shown) : nothing}</h2>
    ${
      isEnough
        ? nothing
        : html`<p class="sub">
            ${msg(str`Not enough to draw yet: bars appear from ${enough} requests on. So far ${shown.asked}.`)}
          </p>`
    }
    ${isEnough && !isTable ? renderBars(shown) : renderTable(shown)}
    ${isEnough ? html`<p class="meta">${sentence(shown)}</p>` : nothing}
  </section>`;
}

function sentence({ hours, asked, zone }: Shown): string {
  const missed = hours.reduce((sum, one) => sum + one.missed, 0);
  const busiest = hours.reduce((most, one) => (one.asked > most.asked ? one : most));
  const place = msg(str`Most at ${hourWords(busiest.hour)}: ${numberWords(busiest.asked)} of ${numberWords(asked)}.`);
  const zoneName = zone.replaceAll('_', ' ');
  if (missed === 0) return msg(str`${place} Nobody had to leave without a person. Hours of ${zoneName}.`);
  const worst = hours.reduce((most, one) => (one.missed > most.missed ? one : most));
  return msg(
    str`${place} ${numberWords(missed)} left before anybody came, most at ${hourWords(worst.hour)}. Hours of ${zoneName}.`,
  );
}

const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

function renderLegend({ hours }: Shown): TemplateResult {
  return html`<span class="legend bars">
    <span><i></i>${msg('requests')}</span>
    ${
      hours.some(({ missed }) => missed > 0)
        ? html`<span class="missed"><i></i>${msg('left before anybody came')}</span>`
        : nothing
    }
  </span>`;
}

function renderBars(shown: Shown): TemplateResult {
  const scale = ticks(Math.max(...shown.hours.map(({ asked }) => asked)));
  const top = scale.at(-1)!;
  const height = (count: number): number => (count / top) * (box.bottom - box.top);
  return html`<svg
    class="chart small"
    viewBox="0 0 360 144"
    role="img"
    aria-label=${msg(str`Requests by hour. ${sentence(shown)}`)}
  >
    ${scale.map(
      (value) =>
        svg`<line class="grid" x1=${box.left} x2=${box.right} y1=${box.bottom - height(value)} y2=${box.bottom - height(value)} />
          <text x=${box.left - 6} y=${box.bottom - height(value) + 4} text-anchor="end">${numberWords(value)}</text>`,
    )}
    ${shown.hours.map(({ hour, asked, missed }) => {
      const x = box.left + hour * step + 2;
      const taken = asked - missed;
      return svg`<rect class="bar" x=${x} width=${step - 4} y=${box.bottom - height(taken)} height=${height(taken)} />
        <rect class="bar missed" x=${x} width=${step - 4} y=${box.bottom - height(asked)} height=${height(missed)} />`;
    })}
    ${named.map((hour) => svg`<text x=${box.left + hour * step + 2} y="140">${String(hour).padStart(2, '0')}</text>`)}
    <text x=${box.right} y="140" text-anchor="end">24</text>
  </svg>`;
}

function renderTable({ hours }: Shown): TemplateResult | typeof nothing {
  const told = hours.filter(({ asked }) => asked > 0);
  if (told.length === 0) return nothing;
  return html`<table class="tbl" aria-label=${msg('Requests by hour')}>
    <thead>
      <tr>
        <th scope="col">${msg('Hour')}</th>
        <th scope="col" class="n">${msg('Requests')}</th>
        <th scope="col" class="n">${msg('Left before anybody came')}</th>
      </tr>
    </thead>
    <tbody>
      ${told.map(
        ({ hour, asked, missed }) =>
          html`<tr>
            <th scope="row">${hourWords(hour)}</th>
            <td class="n">${numberWords(asked)}</td>
            <td class="n">${numberWords(missed)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
