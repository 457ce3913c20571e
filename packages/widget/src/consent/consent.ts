import { button, define } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, unsafeCSS, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import css from './consent.css';

/**
 * `<harmony-consent>`: asks, in one sentence at the foot of the panel, whether the page may tell where somebody gets stuck.
 * It takes no focus, holds nothing up, and both answers weigh the same. Either is final until the person says otherwise.
 */
export class ConsentElement extends LitElement {
  static override styles = [panelSheets, unsafeCSS(css)];
  static override properties = { help: { attribute: false } };

  declare help: Help;

  protected override render(): TemplateResult {
    const { name } = this.help.host.config.site;
    const label = msg('Tell where you get stuck');
    return html`<div class="ask" role="group" aria-label=${label}>
      <p>
        ${name === '' ? msg('May this page tell its makers where you get stuck, and never what you type?') : msg(str`May this page tell ${name} where you get stuck, and never what you type?`)}
      </p>
      <div class="row">
        ${button({ label: msg('Yes'), size: 'md', onClick: () => this.help.consent({ detect: true }) })}
        ${button({ label: msg('No'), size: 'md', onClick: () => this.help.consent({ detect: false }) })}
      </div>
    </div>`;
  }
}

define('harmony-consent', ConsentElement);
