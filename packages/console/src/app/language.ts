import { applyAppearance, bestLanguage, languages, localeOf, type Language } from '@harmony-live/ui';
import { speak } from '@harmony-live/ui/words/speak.ts';
import { deviceStorage } from './device.ts';

/** Under this the device keeps which language was chosen for the console; nothing while the browser decides. */
const key = 'harmony:console-language';

/** The language of the console: the one that was chosen on this device, else the first of the browser's that we speak. */
export class ConsoleLanguage {
  /** Chosen by somebody; null: as the browser says. */
  chosen: Language | null;
  /** Resolves once the first words can be drawn, in that language or, where it did not come, in English. */
  readonly ready: Promise<void>;

  constructor() {
    const kept = deviceStorage().getItem(key);
    this.chosen = languages.find((language) => language === kept) ?? null;
    this.ready = this.#speak();
  }

  /** What the browser asks for, and we speak. */
  get ofBrowser(): Language {
    return bestLanguage(navigator.languages);
  }

  /** Speaks a language from now on, without a new page. @param language null: what the browser asks for */
  async choose(language: Language | null): Promise<void> {
    this.chosen = language;
    if (language === null) deviceStorage().removeItem(key);
    else deviceStorage().setItem(key, language);
    await this.#speak();
  }

  async #speak(): Promise<void> {
    const language = this.chosen ?? this.ofBrowser;
    const dress = (spoken: Language) => (): void =>
      applyAppearance(document.documentElement, { theme: 'auto', locale: localeOf(spoken, navigator.languages) });
    try {
      await speak(language, dress(language));
    } catch {
      await speak('en', dress('en'));
    }
  }
}

export const consoleLanguage = new ConsoleLanguage();
