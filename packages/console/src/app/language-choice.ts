import { languageName, languages, type Language } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { consoleLanguage } from './language.ts';

/** Chooses the language of the console on this device, at once. Every language stands there by its own name. */
export function languageChoice(): TemplateResult {
  const { chosen, ofBrowser } = consoleLanguage;
  return html`<div class="field">
    <label for="console-language">${msg('Language of the console')}</label>
    <select
      class="input"
      id="console-language"
      @input=${(event: Event) => event.stopPropagation()}
      @change=${(event: Event) => {
        event.stopPropagation();
        void consoleLanguage.choose(((event.target as HTMLSelectElement).value || null) as Language | null);
      }}
    >
      <option value="" ?selected=${chosen === null}>${msg(str`As the browser: ${ownName(ofBrowser)}`)}</option>
      ${languages.map(
        (language) =>
          html`<option value=${language} lang=${language} ?selected=${chosen === language}>
            ${ownName(language)}
          </option>`,
      )}
    </select>
  </div>`;
}

/** "Deutsch", "Português (Brasil)": as it stands in a list. */
function ownName(language: Language): string {
  const name = languageName(language, language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
