import type { FilePlace } from '@harmony-live/client';
import { html, nothing, type TemplateResult } from 'lit';
import type { FileSource } from '../log/types.ts';
import type { Attaching } from './attaching.ts';

type Part = typeof import('./part.ts');

/**
 * Files of one conversation, sent and shown. What does it is a part of its own, which comes with the first file: most
 * conversations have none. It outlives the view, so that an upload goes on while nobody looks.
 */
export class Attachments {
  /** Where the log gets its files; undefined until the part is here. */
  files: (FileSource & { dispose(): void }) | undefined;
  /** Called when something is to be drawn anew; belongs to whoever draws it now. */
  onChange: () => void = () => {};
  #attaching: Attaching | undefined;
  #coming: Promise<Part | null> | null = null;
  #isOver = false;
  readonly #place: FilePlace;

  constructor(place: FilePlace) {
    this.#place = place;
  }

  /** Whether **Send** has something to send. */
  get hasReady(): boolean {
    return this.#attaching?.hasReady ?? false;
  }

  /** Loads the part: the log has a file, or somebody is about to attach one. What did not come is asked for again. */
  need(): Promise<Part | null> {
    this.#coming ??= import('./part.ts').then(
      (part) => {
        if (this.#isOver) return null;
        this.files = part.fileSource(this.#place);
        this.#attaching = new part.Attaching(this.#place, () => this.onChange());
        this.onChange();
        return part;
      },
      () => (this.#coming = null),
    );
    return this.#coming;
  }

  /** **Attach file**: asks the person which. */
  async pick(): Promise<void> {
    const part = await this.need();
    const files = await part?.chooseFiles();
    if (files) this.#attaching?.add(files);
  }

  async add(files: readonly File[]): Promise<void> {
    await this.need();
    this.#attaching?.add(files);
  }

  /** Sends what is ready. */
  send(): void {
    this.#attaching?.send();
  }

  /** What is to be sent, and how far it has come; stands above the composer. */
  tray(): TemplateResult | typeof nothing {
    const attaching = this.#attaching;
    return attaching === undefined
      ? nothing
      : html`<h-tray .attaching=${attaching} .items=${[...attaching.items]} .told=${attaching.told}></h-tray>`;
  }

  dispose(): void {
    this.#isOver = true;
    this.#attaching?.dispose();
    this.files?.dispose();
  }
}
