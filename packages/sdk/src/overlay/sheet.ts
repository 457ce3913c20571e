/** Light and dark follow the system: the overlay is for whoever builds the page. Contrast of text ≥ 4.5:1 in both. */
export const overlayCss = `
:host {
  all: initial;
  color-scheme: light dark;
  --ground: #fdfcfa; --ink: #23211e; --quiet: #625d56; --line: #d5cfc6; --bad: #a3251b; --good: #1e6a3b; --mark: #1f5fa8;
  position: fixed; inset-block-start: 12px; inset-inline-start: 12px; z-index: 2147483000;
  font: 12px/1.45 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
  color: var(--ink);
}
@media (prefers-color-scheme: dark) {
  :host {
    --ground: #1b1a18; --ink: #ebe7e0; --quiet: #a8a298; --line: #45413b; --bad: #ff9389; --good: #82d6a2; --mark: #8dbdf5;
  }
}
details {
  inline-size: min(360px, calc(100vw - 24px)); box-sizing: border-box;
  background: var(--ground); border: 1px solid var(--line); border-radius: 6px;
  box-shadow: 0 4px 18px rgb(0 0 0 / 0.18);
}
details:not([open]) { inline-size: fit-content; }
summary { display: flex; gap: 10px; align-items: baseline; padding: 7px 11px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: '+'; color: var(--quiet); }
details[open] > summary::before { content: '−'; }
summary:focus-visible { outline: 2px solid var(--mark); outline-offset: -2px; border-radius: 6px; }
h2, p, dl, dd, ol { margin: 0; padding: 0; font: inherit; }
h2 { font-weight: 600; }
.grow { flex: 1; }
.score { padding: 7px 11px 8px; border-block-start: 1px solid var(--line); }
.score dl { display: grid; grid-template-columns: max-content 1fr max-content; gap: 2px 10px; align-items: center; }
.score dt { color: var(--quiet); }
.score progress { inline-size: 100%; block-size: 6px; accent-color: var(--mark); }
ol {
  list-style: none; max-block-size: min(300px, 40vh); overflow-y: auto; border-block-start: 1px solid var(--line);
}
li { display: grid; grid-template-columns: 62px 1fr; gap: 0 8px; padding: 4px 11px; overflow-wrap: anywhere; }
li + li { border-block-start: 1px solid var(--line); }
time, .quiet { color: var(--quiet); }
.bad b { color: var(--bad); } .good b { color: var(--good); } .mark b { color: var(--mark); }
b { font-weight: 600; }
@media (forced-colors: active) { details { border-color: CanvasText; } }
`;
