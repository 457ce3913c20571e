import type { ClientProblem, FilePlace } from '@harmony-live/client';
import { msg, str } from '@lit/localize';
import { maxFilesAtOnce, refusalOf } from './check.ts';
import { upload, type Upload } from './upload.ts';
import { problemWords } from './words.ts';

/**
 * A file between choosing and being stored. `refused` can only be removed; `ready` waits for **Send**; `waiting` and `sending`
 * go by themselves; `failed` with **Try again**.
 */
export interface Attached {
  /** Its client id: the same for each try. */
  readonly id: string;
  readonly file: File;
  /** Address of a picture's preview; null for all else. */
  readonly preview: string | null;
  state: 'refused' | 'ready' | 'waiting' | 'sending' | 'failed';
  /** How much of it is sent, 0 to 1. */
  share: number;
  /** Why it was refused or failed. */
  words: string;
  /** It failed for want of a connection, and goes on by itself. */
  isCutOff: boolean;
}

/** Without word from the connection it is tried again by itself, each time after twice as long, in milliseconds. */
const retryMs = { first: 2_000, most: 30_000 };

/**
 * The files that one person attaches to one conversation. They go one after another, in the order of choosing, whether or not
 * a screen looks on; after an outage they go on by themselves.
 */
export class Attaching {
  items: readonly Attached[] = [];
  /** What to say aloud: the last thing that happened. */
  told = '';

  readonly #place: FilePlace;
  readonly #changed: () => void;
  readonly #stop: () => void;
  #going: Upload | null = null;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #retryInMs = retryMs.first;

  constructor(place: FilePlace, changed: () => void) {
    this.#place = place;
    this.#changed = changed;
    this.#stop = place.live.onConnected(() => this.#goOn());
  }

  /** Whether **Send** has something to send. */
  get hasReady(): boolean {
    return this.items.some(({ state }) => state === 'ready');
  }

  /** Puts files up for sending, or says why one cannot be sent. */
  add(files: readonly File[]): void {
    const room = Math.max(0, maxFilesAtOnce - this.items.length);
    const added = files.slice(0, room).map((file): Attached => {
      const words = refusalOf(file);
      const isPicture = words === null && file.type.startsWith('image/');
      const preview = isPicture ? URL.createObjectURL(file) : null;
      const state = words === null ? 'ready' : 'refused';
      return { id: this.#place.newId(), file, preview, state, share: 0, words: words ?? '', isCutOff: false };
    });
    this.items = [...this.items, ...added];
    if (files.length > room) this.#tell(msg(str`${maxFilesAtOnce} files go at once. Send these first`));
    else if (added.some(({ state }) => state === 'refused')) {
      const { file, words } = added.find(({ state }) => state === 'refused')!;
      this.#tell(`${file.name}: ${words}`);
    } else if (added.length > 0) {
      this.#tell(msg(str`${added.map(({ file }) => file.name).join(', ')} attached, not sent yet`));
    }
  }

  /** Sends what is ready. */
  send(): void {
    for (const item of this.items) if (item.state === 'ready') item.state = 'waiting';
    this.#changed();
    void this.#next();
  }

  /** Takes a file back: what is on its way is broken off. */
  remove(id: string): void {
    const item = this.items.find((one) => one.id === id);
    if (item === undefined) return;
    const wasSending = item.state === 'sending';
    this.#drop(item);
    this.#tell(msg(str`${item.file.name} removed`));
    if (!wasSending) return;
    this.#going?.cancel();
    this.#going = null;
    void this.#next();
  }

  retry(id: string): void {
    for (const item of this.items) if (item.id === id && item.state === 'failed') item.state = 'waiting';
    this.#changed();
    void this.#next();
  }

  dispose(): void {
    this.#stop();
    clearTimeout(this.#retryTimer);
    this.#going?.cancel();
    this.#going = null;
    for (const item of this.items) this.#drop(item);
  }

  async #next(): Promise<void> {
    const item = this.items.find(({ state }) => state === 'waiting');
    if (this.#going !== null || item === undefined) return;
    item.state = 'sending';
    item.share = 0;
    const going = upload(this.#place, { clientId: item.id, file: item.file }, (share) => {
      item.share = share;
      this.#changed();
    });
    this.#going = going;
    this.#changed();
    try {
      await going.done;
      if (this.#going !== going) return;
      this.#retryInMs = retryMs.first;
      this.#drop(item);
      this.#tell(msg(str`${item.file.name} sent`));
    } catch (error) {
      if (this.#going !== going) return;
      const problem = error as ClientProblem;
      item.words = problemWords(problem, item.file.size);
      item.isCutOff = problem.code === 'network/unreachable';
      // What the server will not have does not get better by trying.
      const isFinal = problem.code === 'file/type-refused' || problem.code === 'body/too-large';
      item.state = isFinal ? 'refused' : 'failed';
      if (item.isCutOff) this.#goOnLater();
      this.#tell(`${item.file.name}: ${item.words}`);
    }
    this.#going = null;
    void this.#next();
  }

  /** A connection that stands may outlive what cut a file off, and then nothing says when to go on. */
  #goOnLater(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#goOn(), this.#retryInMs);
    this.#retryInMs = Math.min(this.#retryInMs * 2, retryMs.most);
  }

  #goOn(): void {
    clearTimeout(this.#retryTimer);
    for (const item of this.items) if (item.state === 'failed' && item.isCutOff) item.state = 'waiting';
    void this.#next();
  }

  #drop(item: Attached): void {
    this.items = this.items.filter((one) => one !== item);
    if (item.preview !== null) URL.revokeObjectURL(item.preview);
  }

  #tell(words: string): void {
    this.told = words;
    this.#changed();
  }
}
