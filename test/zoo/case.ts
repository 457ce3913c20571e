import type { SignalKind } from '@harmony-live/protocol';
import type { EngineName } from './engines.ts';
import type { Hand } from './hand.ts';

/** A page, what somebody does on it, and what must and must not be noticed. Labels follow the definitions, never what ours says. */
export interface Case {
  /** A sentence about the page or the person. Unique. */
  name: string;
  /** The body of a plain page, beginning with `<`, or the name of a file in `pages/` without its ending. */
  page: string;
  do: (hand: Hand) => Promise<unknown>;
  /** Each of these must be noticed. A provisional sign whose place another took does not count. */
  fires: readonly SignalKind[];
  /** None of these may be noticed; `all`: nothing but `fires` and `may`. */
  silent: 'all' | readonly SignalKind[];
  /** What the definition leaves open here: counted neither way. */
  may?: readonly SignalKind[];
  /** How often at most. */
  atMost?: Partial<Record<SignalKind, number>>;
  /** The row of what people reported to peers, or the definition, that this case shows. */
  source: Source;
  /** How long the last verdict may take, in milliseconds; by default the window of a click without a request. */
  settleMs?: number;
  /** Of the 30 that `npm test` runs. */
  isQuick?: boolean;
  /** The device has a touch screen. */
  needs?: 'touch';
  /** Why an engine is not asked: what is labelled is not there, or is otherwise. */
  notIn?: Partial<Record<EngineName, string>>;
  /** Response header of the page, and its language. */
  csp?: string;
  lang?: string;
}

export type More = Partial<
  Pick<Case, 'may' | 'atMost' | 'settleMs' | 'isQuick' | 'needs' | 'notIn' | 'csp' | 'lang' | 'silent'>
>;

/** Something must be noticed, and nothing else. */
export const notices = (
  fires: SignalKind | readonly SignalKind[],
  name: string,
  source: Source,
  page: string,
  act: Case['do'],
  more: More = {},
): Case => {
  const kinds = typeof fires === 'string' ? [fires] : fires;
  return { name, page, do: act, fires: kinds, silent: 'all', source, ...more };
};

/** Nothing may be noticed. */
export const ignores = (name: string, source: Source, page: string, act: Case['do'], more: More = {}): Case =>
  notices([], name, source, page, act, more);

/** For cases in which quick clicks must select: Playwright tells Firefox nothing of double and triple clicks, and it counts none. */
export const countsClicks = { notIn: { firefox: 'its driver counts no double clicks' } } as const;

/** A press is judged 2.5 s after it; what it asked the server for, 7 s after it at the latest. */
export const windows = { plainMs: 3_300, requestMs: 7_800 } as const;

/**
 * What people reported to peers as false positives, and defects of peers: each row has a case. `definition`: a cell of the
 * table of signals.
 */
export const rows = {
  selection: 'triple-click selects paragraph / double-click word',
  steppers: '+ / - steppers, next/prev, calendar, carousel, gallery',
  toggles: 'toggles flipped for fun',
  pointerdown: 'dropdown opens on mousedown/pointerdown, before click',
  'sync-update': 'synchronous DOM update before bubble listener timestamps the click',
  'frame-observer': 'MutationObserver taken from an iframe is collected on WebKit',
  'file-picker': 'file picker',
  download: 'download link, icon inside link',
  audio: 'button plays audio',
  'window-open': 'window.open / new tab / popup',
  modifier: 'ctrl/cmd/alt click',
  refocus: 'click that only refocuses the tab',
  'value-only': 'date button fills an input (no DOM mutation, value property only)',
  modal: 'click outside modal closes it; div acting as button; copying text',
  editing: 'contenteditable editing',
  'press-and-leave': 'click starting on one element, ending on another => target BODY',
  'state-reset': 'state not reset -> no dead clicks ever again (false negative)',
  touch: 'touch scroll’s touchstart counted as click; pinch, touchcancel',
  scroll: 'page scroll while repeatedly clicking',
  'style-sheet': 'style-sheet-only changes',
  'right-click': 'right click',
  label: 'label for text input',
  'smooth-scroll': 'scroll recorded only at some clock values, so a smooth-scroll button looks dead',
  'error-loop': 'deduplication only against the previous event, so A, B, A, B gets through',
  background: 'any background mutation (clock, ticker, own widget) taken for an answer, so a dead button is missed',
  'stale-time': 'a stale timestamp that flags every click after the tab was once hidden',
} as const;

export type Source = keyof typeof rows | `definition: ${string}`;
