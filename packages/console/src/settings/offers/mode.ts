import type { OfferMode } from '@harmony-live/protocol';
import { glyphs, note, plural, screenLocale, switchControl } from '@harmony-live/ui';
import { choices } from '@harmony-live/ui/choices/choices.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { numberWords } from '../../figures/numbers.ts';
import { notSaved, partSection, type Part } from './part.ts';

/** Whether anything runs on this site at all, and how help is offered there. */
export function modePart(part: Part): TemplateResult {
  const { site, canEdit, save } = part;
  return html`${partSection(
    msg('On this site'),
    msg('The switch for an emergency.'),
    html`<div class="switch-row">
        <span>
          <b>${msg('Harmony on this site')}</b>
          <span class="meta"
            >${msg('Off, the script stands down on every page within a minute. Nothing is deleted.')}</span
          >
        </span>
        ${switchControl({
          label: msg('Harmony on this site'),
          isOn: site.isOn,
          isDisabled: !canEdit,
          onChange: (isOn) => void save('is-on', () => ({ isOn })),
        })}
      </div>
      ${notSaved(part, 'is-on')}`,
  )}
  ${partSection(
    msg('Offering help'),
    msg('Whether a small card offers help by itself. Help can be asked for in any case.'),
    html`${choices<OfferMode>({
      label: msg('Offering help'),
      name: 'offer-mode',
      value: site.policy.offers.mode,
      isDisabled: !canEdit,
      choices: [
        { value: 'auto', label: msg('Automatic'), detail: automaticWords(part) },
        { value: 'on', label: msg('On'), detail: msg('Offers help from now on.') },
        {
          value: 'shadow',
          label: msg('Only look on'),
          detail: msg('Offers nothing, and tells you here what it would have offered.'),
        },
        { value: 'off', label: msg('Off'), detail: msg('Offers nothing. Help can still be asked for.') },
      ],
      onChange: (mode) => void save('mode', () => ({ policy: { offers: { mode } } })),
    })}
    ${notSaved(part, 'mode')} ${renderShadow(part)}`,
  )}`;
}

function automaticWords({ site, tuning }: Part): string {
  if (site.policy.offers.mode !== 'auto' || tuning === null)
    return msg('Looks on for the first week, then offers help.');
  if (!tuning.isShadow) return msg('The first week is over: it offers help.');
  return tuning.shadowUntil === null
    ? msg('Looks on for a week from when your site is first seen, then offers help.')
    : msg(str`Looks on until ${day(tuning.shadowUntil)}, then offers help.`);
}

const day = (at: string): string =>
  new Intl.DateTimeFormat(screenLocale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));

/** What was not offered because it only looks on. */
function renderShadow({ site, tuning }: Part): TemplateResult | typeof nothing {
  if (tuning?.isShadow !== true) return nothing;
  const row = tuning.thresholds.find(({ threshold }) => threshold === site.policy.offers.threshold);
  const offers = row?.offers ?? tuning.answers.shadow;
  const pages = row?.pages ?? [];
  return note({
    icon: glyphs.info,
    title:
      offers === 0
        ? msg('In the last 7 days there was nothing to offer.')
        : plural(offers, {
            one: 'We would have offered help once in the last 7 days.',
            other: str`We would have offered help ${offers} times in the last 7 days.`,
          }),
    body: html`${
      offers === 0
        ? msg('As soon as somebody is stuck, the place appears here.')
        : html`<ul class="shadow-pages">
            ${pages.map(
              (one) =>
                html`<li>
                  <span class="mono">${one.page}</span> <span class="num">× ${numberWords(one.offers)}</span>
                </li>`,
            )}
          </ul>`
    }`,
  });
}
