import type { Runner } from './server.ts';

/** What the page heard of ours, through the public API alone; and `late`, where its own clock came late. */
export interface Told {
  name: 'signal' | 'struggle' | 'offer' | 'late';
  /** Of a signal. */
  id?: string;
  kind?: string;
  replaces?: string;
  count?: number;
  weight?: number;
  score?: number;
}

/** Under this name a page without a way out keeps what it was told, for the pages after it in the same tab. */
export const toldKey = 'zooTold';

/** A page whose timers come later than this shows something else than its case says: a clock that limps looks like an answer. */
const lateMs = 200;

/** Hands on what is told where the browser has a way out of the page, and keeps it otherwise. */
const recorder = `{
  const keep = (text) => sessionStorage.setItem('${toldKey}', (sessionStorage.getItem('${toldKey}') ?? '') + text + '\\n');
  for (const name of ['signal', 'struggle', 'offer'])
    addEventListener('harmony:' + name, ({ detail }) => {
      const { id, kind, replaces, count, weight, score } = detail;
      (window.zooTell ?? keep)(JSON.stringify({ name, id, kind, replaces, count, weight, score }));
    });
  let beatAt = performance.now();
  setInterval(() => {
    const sinceMs = performance.now() - beatAt;
    beatAt += sinceMs;
    if (sinceMs > 100 + ${lateMs}) (window.zooTell ?? keep)(JSON.stringify({ name: 'late' }));
  }, 100);
}`;

/** The script tag as a site writes it. */
export const ours: Runner = {
  name: 'HARMONY.Live',
  tags: ({ backend, nonce }) =>
    `<script nonce="${nonce}">${recorder}</script>` +
    `<script async nonce="${nonce}" crossorigin="anonymous" src="${backend}/harmony.js" data-site="pk_zoo"></script>`,
};

/** Kinds that stand at the end: a provisional sign whose place another took is gone. */
export const kindsOf = (told: readonly Told[]): string[] => {
  const replaced = new Set(told.map(({ replaces }) => replaces));
  return told.flatMap(({ name, kind, id }) => (name === 'signal' && kind && !replaced.has(id) ? [kind] : []));
};
