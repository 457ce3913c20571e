import { ClientProblem, type Http } from '@harmony-live/client';
import type { PreviewExpert, ProfilePreview } from '@harmony-live/protocol';
import { numberWords, plural, shortDay } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../app/light-element.ts';
import { problemWords } from '../../app/problem-words.ts';
import { adopt } from '../../app/sheets.ts';
import css from './preview.css';

adopt(css);

/** After the last key: often enough to help while writing, seldom enough for the server. */
const calmMs = 800;

/** Which requests the words that are being written would bring, before they are saved. */
@customElement('harmony-profile-preview')
export class ProfilePreviewPart extends LightElement {
  @property({ attribute: false }) accessor http!: Http;
  @property({ attribute: false }) accessor draft!: PreviewExpert;
  @state() private accessor preview: { of: PreviewExpert; found: ProfilePreview } | null = null;
  @state() private accessor problem: ClientProblem | null = null;

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was asked last, as text; what comes back for anything else is old. */
  #asked = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asked = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('draft') || JSON.stringify(this.draft) === this.#asked) return;
    clearTimeout(this.#timer);
    const isFirst = this.#asked === '';
    this.#asked = JSON.stringify(this.draft);
    this.#timer = setTimeout(() => void this.#load(this.draft), isFirst ? 0 : calmMs);
  }

  protected override render(): TemplateResult {
    const { preview, problem, draft } = this;
    if (draft.statements.length === 0)
      return html`<p class="sub">${msg('Write what you are good at, and see it here.')}</p>`;
    if (problem) return html`<p class="hint bad" role="alert">${problemWords(problem)}</p>`;
    if (!preview) return html`<p class="meta">${msg('Looking at the latest requests')}</p>`;
    return html`<p role="status">${countWords(preview.found)}</p>
      ${this.#renderItems(preview.found, preview.of)}`;
  }

  #renderItems({ items, near }: ProfilePreview, { statements }: PreviewExpert): TemplateResult {
    return html`<ul class="near-requests" aria-label=${msg('Requests like these would reach you')}>
        ${items.map(
          ({ text, topic, language, createdAt, similarity, statement }) =>
            html`<li>
              <p class="words" dir="auto" lang=${language}>${text || topic}</p>
              <p class="meta">
                ${shortDay(createdAt)} ·
                ${msg(str`near to “${statements[statement] ?? ''}” (${numberWords(similarity)})`)}
              </p>
            </li>`,
        )}
      </ul>
      ${
        items.length < near
          ? html`<p class="hint">
              ${msg('The nearest are shown. Words of requests that came to others are not yours to read: they are only counted.')}
            </p>`
          : nothing
      }`;
  }

  async #load(draft: PreviewExpert): Promise<void> {
    if (draft.statements.length === 0) return;
    const asked = JSON.stringify(draft);
    try {
      const found = await this.http.post<ProfilePreview>('/v1/experts/me/preview', draft);
      if (asked !== this.#asked) return;
      this.preview = { of: draft, found };
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      // What is not valid yet is said at its field when it is saved.
      if (asked === this.#asked && problem.code !== 'body/invalid') this.problem = problem;
    }
  }
}

function countWords({ looked, spoken, near }: ProfilePreview): string {
  if (looked === 0) return msg('Nobody has asked yet.');
  if (spoken === 0) return msg('None of the latest requests is in a language of yours.');
  return plural(near, {
    one: str`1 of the latest ${spoken} requests in your languages is near to what you say.`,
    other: str`${near} of the latest ${spoken} requests in your languages are near to what you say.`,
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-profile-preview': ProfilePreviewPart;
  }
}
