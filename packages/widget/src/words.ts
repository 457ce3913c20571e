import { catalogues } from '@harmony-live/ui/words/catalogues.ts';
import { languageOf, type Language } from '@harmony-live/ui/words/languages.ts';
import soon from '#words/early';
import { lazy } from './lazy.ts';

/** The language that the widget speaks: what the page wants, or English where nobody translated it, or it does not come. */
export class Words {
  /** What it speaks, or is about to. */
  language: Language = 'en';
  /** For times and numbers: the page's own region, as long as the words are of its language. */
  locale = 'en';
  readonly #load: () => Promise<void>;
  readonly #be: (isWanted: boolean) => void;
  readonly #changed: () => void;

  /**
   * @param tag BCP 47, as the page wants it
   * @param changed the words have come, or they have not and it is English
   */
  constructor(tag: string, changed: () => void) {
    const wanted = languageOf(tag);
    this.#be = (isWanted) => {
      this.language = (isWanted && wanted) || 'en';
      this.locale = isWanted && wanted ? tag : 'en';
    };
    this.#be(true);
    this.#load = lazy(async () => {
      if (wanted === undefined || wanted === 'en') return;
      // Side by side: what reads a catalogue need not come before it.
      const [{ speak }] = await Promise.all([import('@harmony-live/ui/words/speak.ts'), catalogues[wanted]()]);
      await speak(wanted, () => this.#be(true));
      changed();
    });
    this.#changed = changed;
  }

  /** Loads them once. Never fails: without them it goes on in English, and the next call tries again. */
  async bring(): Promise<void> {
    try {
      await this.#load();
    } catch {
      // Told once: who is told may ask again.
      if (this.language === 'en') return;
      this.#be(false);
      this.#changed();
    }
  }
}

/** The word of the bubble, which stands on the page before a catalogue can: that of the language, where it has not come yet. */
export const early = (words: string, language: Language): string => soon[language]?.[words] ?? words;
