import type { Press } from '../detection/detector.ts';
import type { Verdict } from '../detection/score.ts';
import type { OverlayModule, TraceEntry } from '../detection/trace.ts';
import { overlayCss } from './sheet.ts';
import { lineOf, missingWords } from './words.ts';

/** So many lines stay, the newest. */
const mostLines = 100;
/** The score fades: it is looked at again this often, milliseconds. */
const everyMs = 1_000;

/**
 * Shows what detection sees, live: each press with its verdict, each signal, the score by family, the fate of an offer. One
 * open shadow root, which detection ignores; neither markup nor inline styles, so that no policy of the page is in the way.
 * @returns what removes it
 */
export const mountOverlay: OverlayModule['mountOverlay'] = ({ document, trace, verdict, later }) => {
  const make = <K extends keyof HTMLElementTagNameMap>(
    name: K,
    words = '',
    className = '',
  ): HTMLElementTagNameMap[K] => {
    const element = document.createElement(name);
    if (words !== '') element.textContent = words;
    if (className !== '') element.className = className;
    return element;
  };
  const host = make('harmony-debug' as 'div');
  host.setAttribute('data-harmony-ignore', '');
  const root = host.attachShadow({ mode: 'open' });
  const Sheet = (document.defaultView as (Window & typeof globalThis) | null)?.CSSStyleSheet ?? CSSStyleSheet;
  const sheet = new Sheet();
  sheet.replaceSync(overlayCss);
  root.adoptedStyleSheets = [sheet];

  const panel = make('details');
  panel.open = true;
  panel.setAttribute('role', 'region');
  panel.setAttribute('aria-label', 'Harmony debug');
  const summary = make('summary');
  const total = make('b');
  summary.append(make('h2', 'Harmony'), make('span', 'what detection sees', 'quiet grow'), total);
  const score = make('div', '', 'score');
  const lines = make('ol');
  lines.setAttribute('aria-label', 'What was seen');
  panel.append(summary, score, lines);
  root.append(panel);

  let drawn = '';
  const drawScore = (): void => {
    const at = verdict();
    const words = wordsOf(at);
    if (words === drawn) return;
    drawn = words;
    total.textContent = `${at.score}`;
    const families = make('dl');
    for (const family of at.families) {
      const bar = make('progress');
      bar.max = 100;
      bar.value = family.score;
      bar.setAttribute('aria-label', family.family);
      families.append(make('dt', family.family), bar, make('dd', `${family.score}`));
    }
    score.replaceChildren(families, make('p', missingWords(at), at.missing === null ? 'good' : 'quiet'));
  };

  /** A press has one line, which changes with what becomes of it. */
  const ofPress = new WeakMap<Press, HTMLElement>();
  const add = (entry: TraceEntry): void => {
    drawScore();
    const line = lineOf(entry);
    if (line === null) return;
    const before = entry.what === 'press' ? ofPress.get(entry.press) : undefined;
    const item = before ?? make('li');
    item.className = line.tone;
    const words = make('span');
    words.append(make('b', line.what), ` ${line.more}`);
    item.replaceChildren(make('time', timeOf(entry.what === 'press' ? entry.press.at : entry.at)), words);
    if (entry.what === 'press') ofPress.set(entry.press, item);
    if (before === undefined) lines.prepend(item);
    if (lines.childElementCount > mostLines) lines.lastElementChild?.remove();
  };

  for (const entry of trace.entries()) add(entry);
  drawScore();
  const offTrace = trace.listen(add);
  let offTimer = (): void => {};
  const tick = (): void => {
    drawScore();
    offTimer = later(tick, everyMs);
  };
  tick();
  document.body.append(host);

  return () => {
    offTrace();
    offTimer();
    host.remove();
  };
};

/** Of the day, UTC. */
const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 19);

const wordsOf = ({ score, families, missing }: Verdict): string => JSON.stringify([score, families, missing]);
