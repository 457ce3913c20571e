import { button, glyphs, note } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';

/** Whether the person meets the expert of a conversation again: said with one press, taken back with another. */
export class Apart {
  /** Null as long as nothing was pressed: then what the server told holds. */
  isBlocked: boolean | null = null;
  isBusy = false;
  problem: unknown = null;
  readonly #help: Help;
  readonly #changed: () => void;

  constructor(help: Help, changed: () => void) {
    this.#help = help;
    this.#changed = changed;
  }

  /** The quiet button, or what it led to. @param known what the server told of this conversation */
  render(conversationId: string, name: string, known: boolean): TemplateResult {
    const say = (isBlocked: boolean) => () => void this.#say(conversationId, isBlocked);
    const { isBusy, problem } = this;
    return html`<div class="stack sm">
      ${
        (this.isBlocked ?? known)
          ? note({
              icon: glyphs.check,
              role: 'status',
              body: html`${msg(str`${name} is not asked any more when you ask for help, and is not told.`)}
                <p class="again">${button({ label: msg('Undo that'), isBusy, onClick: say(false) })}</p>`,
            })
          : html`<p>
              ${button({ label: msg(str`Do not meet ${name} again`), variant: 'quiet', isBusy, onClick: say(true) })}
            </p>`
      }
      ${problem ? html`<p class="hint bad" role="alert">${problemWords(problem)}</p>` : nothing}
    </div>`;
  }

  async #say(conversationId: string, isBlocked: boolean): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    this.#changed();
    try {
      const { http } = await this.#help.line();
      const path = `/v1/conversations/${conversationId}/block`;
      await (isBlocked ? http.put(path) : http.delete(path));
      this.isBlocked = isBlocked;
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isBusy = false;
      this.#changed();
    }
  }
}
