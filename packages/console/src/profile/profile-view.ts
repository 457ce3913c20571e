import { ClientProblem } from "@harmony-live/client";
import type { OwnExpert } from "@harmony-live/protocol";
import {
  button,
  field,
  glyphs,
  iconButton,
  languageName,
  note,
  skeleton,
} from "@harmony-live/ui";
import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Desk } from "../app/desk.ts";
import { LightElement } from "../app/light-element.ts";
import { problemWords } from "../app/problem-words.ts";
import { adopt } from "../app/sheets.ts";
import { draftOf, isChanged, profileOf, type ProfileDraft } from "./draft.ts";
import css from "./profile.css";

adopt(css);

/** Limits of `ExpertProfile` in the protocol. */
const maxRows = 20;
const maxStatement = 300;

/** What an expert says about themselves: it decides, with the words of a request, who is asked. */
@customElement("harmony-profile")
export class ProfileView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor saved: OwnExpert | null = null;
  @state() private accessor draft: ProfileDraft | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isSaving = false;
  @state() private accessor isSavedTold = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.draft === null) void this.#load();
  }

  protected override render(): TemplateResult {
    const { draft, saved } = this;
    return html`<header class="view-head"><h1>${msg("Profile")}</h1></header>
      <div class="scroll">
        ${
          draft && saved
            ? this.#renderForm(draft, saved)
            : html`<div class="profile-wait">
                ${
                  this.problem
                    ? note({
                        icon: glyphs.circleAlert,
                        tone: "urgent",
                        role: "alert",
                        title: msg("Your profile did not load."),
                        body: html`<p>${problemWords(this.problem)}</p>
                          ${button({ label: msg("Try now"), onClick: () => void this.#load() })}`,
                      })
                    : skeleton({
                        label: msg("Your profile loads"),
                        rows: 4,
                        rowHeight: 28,
                      })
                }
              </div>`
        }
      </div>`;
  }

  #renderForm(draft: ProfileDraft, saved: OwnExpert): TemplateResult {
    return html`<form
      class="form"
      novalidate
      @submit=${this.#onSubmit}
      @input=${() => (this.isSavedTold = false)}
    >
      <div class="head">
        <h2>${msg("What you are good at")}</h2>
        <p class="hint">
          ${msg("One thing a line, in your own words. A request is compared with each by itself.")}
        </p>
      </div>
      <div>${this.#renderStatements(draft)}</div>
      <div class="head">
        <h2>${msg("Languages")}</h2>
        <p class="hint">
          ${msg("You are asked only in languages you name. Without any, you are taken to speak English.")}
        </p>
      </div>
      <div>${this.#renderLanguages(draft)}</div>
      <div class="head">
        <h2>${msg("At once")}</h2>
        <p class="hint">
          ${msg("With as many conversations open, nobody is put before you.")}
        </p>
      </div>
      <div>${this.#renderCapacity(draft)}</div>
      <div class="saving">
        ${this.#renderProblem()} ${this.#renderSave(isChanged(draft, saved))}
      </div>
    </form>`;
  }

  #renderStatements({ statements }: ProfileDraft): TemplateResult {
    return html`<ul class="edit-rows" aria-label=${msg("What you are good at")}>
        ${statements.map(
          (statement, index) =>
            html`<li>
              ${field({
                label: msg(str`Statement ${index + 1}`),
                name: `statement-${index}`,
                value: statement,
                isLabelHidden: true,
                maxLength: maxStatement,
                placeholder: msg("PostgreSQL: slow queries, locks, migrations"),
                error: this.#errorOf(`/statements/${index}`),
                onInput: (value) =>
                  this.#edit({ statements: statements.with(index, value) }),
                onKeydown: (event) => {
                  if (event.key !== "Enter" || event.isComposing) return;
                  event.preventDefault();
                  this.#addStatement();
                },
              })}
              ${iconButton({
                label: msg(str`Remove statement ${index + 1}`),
                icon: glyphs.trash2,
                onClick: () =>
                  this.#edit({ statements: statements.toSpliced(index, 1) }),
              })}
            </li>`,
        )}
      </ul>
      ${button({
        label: msg("Add a statement"),
        icon: glyphs.plus,
        isDisabled: statements.length >= maxRows,
        onClick: () => this.#addStatement(),
      })}`;
  }

  #renderLanguages({ languages }: ProfileDraft): TemplateResult {
    return html`<ul class="edit-rows" aria-label=${msg("Languages")}>
        ${languages.map(
          ({ tag, level }, index) =>
            html`<li class="language">
              ${field({
                label: msg(str`Language ${index + 1}`),
                name: `language-${index}`,
                value: tag,
                isLabelHidden: true,
                maxLength: 35,
                placeholder: "pt-BR",
                hint: tag.trim()
                  ? languageName(tag.trim())
                  : msg("Its code, such as en, de or pt-BR"),
                error: this.#errorOf(`/languages/${index}`),
                onInput: (value) =>
                  this.#edit({
                    languages: languages.with(index, { tag: value, level }),
                  }),
              })}
              <select
                class="input"
                aria-label=${msg(str`Level of language ${index + 1}`)}
                .value=${live(String(level))}
                @change=${(event: Event) => this.#edit({ languages: languages.with(index, { tag, level: levelOf(event) }) })}
              >
                <option value="1" ?selected=${level === 1}>
                  ${msg("Can help")}
                </option>
                <option value="2" ?selected=${level === 2}>
                  ${msg("Fluent")}
                </option>
                <option value="3" ?selected=${level === 3}>
                  ${msg("Native")}
                </option>
              </select>
              ${iconButton({
                label: msg(str`Remove language ${index + 1}`),
                icon: glyphs.trash2,
                onClick: () =>
                  this.#edit({ languages: languages.toSpliced(index, 1) }),
              })}
            </li>`,
        )}
      </ul>
      ${button({
        label: msg("Add a language"),
        icon: glyphs.plus,
        isDisabled: languages.length >= maxRows,
        onClick: () => {
          this.#edit({ languages: [...languages, { tag: "", level: 2 }] });
          this.#focusSoon(`language-${languages.length}`);
        },
      })}`;
  }

  #renderCapacity({ capacity }: ProfileDraft): TemplateResult {
    const error = this.#errorOf("/capacity");
    return html`<div class="field capacity">
      <label for="capacity">${msg("Conversations at once")}</label>
      <input
        class=${error ? "input bad" : "input"}
        id="capacity"
        name="capacity"
        type="number"
        min="1"
        max="50"
        step="1"
        .value=${live(capacity)}
        aria-invalid=${error ? "true" : nothing}
        aria-describedby=${error ? "capacity-error" : nothing}
        @input=${(event: Event) => this.#edit({ capacity: (event.target as HTMLInputElement).value })}
      />
      ${error ? html`<p class="hint bad" id="capacity-error" role="alert">${error}</p>` : nothing}
    </div>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (!problem) return nothing;
    const isStale = problem.code === "version/stale";
    return note({
      icon: glyphs.circleAlert,
      tone: isStale ? "wait" : "urgent",
      role: "alert",
      title: msg("It was not saved."),
      body: isStale
        ? html`<p>${problemWords(problem)}</p>
            ${button({ label: msg("Drop my changes and show it"), onClick: () => void this.#load() })}`
        : problemWords(problem),
    });
  }

  #renderSave(hasChanges: boolean): TemplateResult {
    return html`<div class="row">
      ${button({
        label: msg("Save"),
        variant: "primary",
        type: "submit",
        isBusy: this.isSaving,
        ...(hasChanges ? {} : { disabledReason: msg("Nothing has changed") }),
      })}
      <span class="meta" role="status"
        >${this.isSavedTold ? msg("Saved") : nothing}</span
      >
    </div>`;
  }

  #addStatement(): void {
    const { draft } = this;
    if (!draft || draft.statements.length >= maxRows) return;
    this.#edit({ statements: [...draft.statements, ""] });
    this.#focusSoon(`statement-${draft.statements.length}`);
  }

  #edit(change: Partial<ProfileDraft>): void {
    if (this.draft) this.draft = { ...this.draft, ...change };
    this.isSavedTold = false;
  }

  #focusSoon(id: string): void {
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(`#${id}`)?.focus(),
    );
  }

  #errorOf(path: string): string | undefined {
    const { problem } = this;
    if (problem?.code !== "body/invalid" || !problem.field) return undefined;
    const isHere =
      problem.field === path || problem.field.startsWith(`${path}/`);
    return isHere ? (problem.reason ?? problem.detail) : undefined;
  }

  async #load(): Promise<void> {
    this.problem = null;
    try {
      this.#show(await this.desk.http.get<OwnExpert>("/v1/experts/me"));
    } catch (problem) {
      this.#fail(problem);
    }
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { draft } = this;
    if (!draft || this.isSaving) return;
    // The rows as they will be sent, so that a field named in the answer is the row on screen.
    const profile = profileOf(draft);
    this.draft = {
      ...draft,
      statements: profile.statements,
      languages: profile.languages,
    };
    this.isSaving = true;
    this.problem = null;
    try {
      this.#show(
        await this.desk.http.put<OwnExpert>("/v1/experts/me", profile),
      );
      this.isSavedTold = true;
      await this.desk.loadExpert();
    } catch (problem) {
      this.#fail(problem);
    } finally {
      this.isSaving = false;
    }
  }

  #show(expert: OwnExpert): void {
    this.saved = expert;
    this.draft = draftOf(expert);
  }

  #fail(problem: unknown): void {
    if (!(problem instanceof ClientProblem)) throw problem;
    this.problem = problem;
  }
}

function levelOf(event: Event): 1 | 2 | 3 {
  const level = Number((event.target as HTMLSelectElement).value);
  return level === 1 || level === 3 ? level : 2;
}

declare global {
  interface HTMLElementTagNameMap {
    "harmony-profile": ProfileView;
  }
}
