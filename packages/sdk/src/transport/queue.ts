import type { OfferReport, Signal, StruggleReport } from '@harmony-live/protocol';
import { isRecord, parseJson } from '../session/json.ts';

/** The largest batch, bytes of JSON in UTF-8: small enough to go beside what the page itself sends while it is left. */
export const batchBytes = 16 * 1024;
/** The most that waits, bytes; the oldest goes first. */
export const queueBytes = 64 * 1024;
/** Of each list in one batch, as the wire has it. */
const mostOfList = { signals: 500, struggles: 50, offers: 50 } as const;
/** What stands around the items of a batch, at most: names of lists, times and the longest token (4 KB). */
const envelopeBytes = 4_096 + 256;

export type List = keyof typeof mostOfList;

/** Something on its way. Two with one id are two items: what is acknowledged is the item that was sent. */
export interface Item {
  list: List;
  id: string;
  json: string;
  /** Of its JSON and the comma after it. */
  bytes: number;
  /** The page's clock and the one that nobody sets, when it was put in; null where it comes from the page before. */
  at: Moment | null;
}

export interface Moment {
  now: number;
  monotonic: number;
}

/** A ring in memory: what waits, the oldest first, within `queueBytes`. */
export interface Queue {
  /** The same id again takes the place of what still waits. What no batch could carry is left out. */
  put(list: List, value: Signal | StruggleReport | OfferReport, at: Moment | null): void;
  /** The oldest that fit one batch; what is `held` is under way already. */
  next(held: ReadonlySet<Item>): Item[];
  drop(items: readonly Item[]): void;
  clear(): void;
  /** All of it as text. */
  save(): string;
  /** Puts in what `save` made of a queue; whatever else it is given is left out. */
  load(saved: string | null): void;
  readonly length: number;
}

export const createQueue = (): Queue => {
  let items: Item[] = [];

  const put: Queue['put'] = (list, value, at) => {
    const json = jsonOf(value);
    const bytes = bytesOf(json) + 1;
    if (json === '' || bytes + envelopeBytes > batchBytes) return;
    const item: Item = { list, id: value.id, json, bytes, at };
    const index = items.findIndex((one) => one.id === item.id && one.list === list);
    if (index >= 0) items[index] = item;
    else items.push(item);
    let all = sum(items);
    while (all > queueBytes) all -= items.shift()!.bytes;
  };

  return {
    put,
    next: (held) => {
      const batch: Item[] = [];
      const count = { signals: 0, struggles: 0, offers: 0 };
      let bytes = envelopeBytes;
      for (const item of items) {
        if (held.has(item)) continue;
        bytes += item.bytes;
        if (bytes > batchBytes || count[item.list] === mostOfList[item.list]) break;
        count[item.list] += 1;
        batch.push(item);
      }
      return batch;
    },
    drop: (gone) => {
      const set = new Set(gone);
      items = items.filter((item) => !set.has(item));
    },
    clear: () => (items = []),
    save: () => JSON.stringify(items.map(({ list, json }) => [list, json])),
    load: (saved) => {
      for (const entry of listOf(parseJson(saved))) {
        const [list, json] = listOf(entry);
        const value = parseJson(json);
        if (typeof list !== 'string' || !Object.hasOwn(mostOfList, list)) continue;
        if (isRecord(value) && typeof value.id === 'string') put(list as List, value as unknown as Signal, null);
      }
    },
    get length() {
      return items.length;
    },
  };
};

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const sum = (items: readonly Item[]): number => items.reduce((all, { bytes }) => all + bytes, 0);

/** Empty where it cannot be told as JSON: a host's own data may be of any kind. */
const jsonOf = (value: object): string => {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
