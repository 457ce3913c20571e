import { ignores, notices, windows, type Case } from '../case.ts';

const b = '<button id="b">Save</button>';
const press: Case['do'] = (hand) => hand.click('#b');
const rest: Case['do'] = (hand) => hand.wait(500);
const does = (script: string, more = ''): string => `${b}${more}<script>b.onclick = async () => { ${script} }</script>`;
const throws = (script: string, more = ''): string => `${b}${more}<script>b.onclick = () => { ${script} }</script>`;
/** The press was explained by its error; whether it is also told as dead is left open. */
const open = { may: ['click.dead'], settleMs: windows.requestMs } as const;
/** What is loaded before the SDK listens is known by its status alone. */
const noStatus = { notIn: { webkit: 'WebKitGTK 2.50 tells no status of what was loaded' } } as const;
const noReports = 'reports of refusals from before are not kept';
const csp = "default-src 'self' 'unsafe-inline' OURS data:";
const soon = (script: string): string => `<p>text</p><script>setTimeout(() => { ${script} }, 1500)</script>`;

/** Errors and failed requests, with and without a press before them. */
export const errors: Case[] = [
  notices(['click.error', 'error.uncaught'], 'a press throws', 'definition: click.error', throws('throw new Error("no total")'), press, { ...open, isQuick: true }),
  notices(['click.error', 'error.rejection'], 'a press ends in a rejection', 'definition: click.error', does('throw new TypeError("no rows")'), press, { ...open }),
  notices(['click.error', 'error.uncaught'], 'a press throws after a while', 'definition: click.error', throws('setTimeout(() => { throw new Error("later") }, 600)'), press, open),
  notices(['click.error', 'network.failed'], 'a press leads to a 500', 'definition: click.error', does('await fetch("/app/save?status=500", { method: "POST" })'), press, { ...open, isQuick: true }),
  notices(['click.error', 'network.failed'], 'a press leads to a 422', 'definition: failed', does('await fetch("/app/save?status=422", { method: "POST" })'), press, open),
  notices(['click.error', 'network.failed'], 'a press leads to a 503 after two seconds', 'definition: click.error', does('await fetch("/app/save?status=503&delay=2000")'), press, open),
  notices(['click.error', 'network.failed'], 'a press leads to a connection that breaks', 'definition: failed', does('await fetch("/app/drop").catch(() => {})'), press, open),
  notices(['click.error', 'network.failed'], 'the same by XMLHttpRequest', 'definition: failed', throws('const x = new XMLHttpRequest(); x.open("POST", "/app/save?status=502"); x.send()'), press, open),
  notices(['click.error', 'network.failed'], 'a press says that saving failed', 'definition: click.error', does('const r = await fetch("/app/save?status=500"); o.textContent = "Could not save"', '<p id="o" role="alert"></p>'), press, open),
  notices(['click.error', 'error.rejection'], 'a part of the page cannot be loaded', 'definition: click.error', does('await import("/app/gone.js?status=404")'), press, open),
  notices(['click.error', 'error.uncaught'], 'a press throws null', 'definition: errors with any thrown value', throws('throw null'), press, open),
  notices(['click.error', 'error.uncaught'], 'a press throws a word', 'definition: errors with any thrown value', throws('throw "stop"'), press, open),
  notices(['click.error', 'error.uncaught'], 'a press throws something frozen whose getters throw', 'definition: errors with any thrown value', throws('throw Object.freeze({ get message() { throw 1 }, get stack() { throw 2 } })'), press, open),
  notices(['click.error', 'error.rejection'], 'a rejection whose causes go round', 'definition: errors with any thrown value', does('const e = new Error("a"); e.cause = e; throw e'), press, open),
  notices('error.uncaught', 'an error without anybody touching the page', 'definition: error.uncaught', soon('throw new Error("in a timer")'), rest),
  notices('error.rejection', 'a rejection without anybody touching the page', 'definition: error.rejection', soon('Promise.reject(new Error("nobody waits"))'), rest),
  notices('error.rejection', 'a rejection with nothing in it', 'definition: errors with any thrown value', soon('Promise.reject()'), rest),
  notices('error.console', 'the page writes an error to the console', 'definition: error.console', soon('console.error("Could not load orders", new Error("x"))'), rest, { isQuick: true }),
  notices('error.uncaught', 'two errors take turns', 'error-loop', '<p>text</p><script>let n = 0; const t = setInterval(() => { if (++n > 8) clearInterval(t); throw new Error(n % 2 ? "red apple" : "green pear") }, 100)</script>', rest, { atMost: { 'error.uncaught': 2 } }),
  notices('error.resource', 'a script of the page does not come', 'definition: error.resource', '<script src="/app/gone.js?status=404"></script>', rest, noStatus),
  notices('error.resource', 'a picture does not come', 'definition: error.resource', '<img alt="" src="/app/gone.png?status=404">', rest, noStatus),
  notices('error.resource', 'a picture that is put in later does not come', 'definition: error.resource', soon('const i = new Image(); i.src = "/app/gone.png?status=404"; document.body.append(i)'), rest),
  notices('error.resource', 'a script that is put in later does not come', 'definition: error.resource', soon('const s = document.createElement("script"); s.src = "/app/gone.js?status=404"; document.body.append(s)'), rest),
  notices('error.resource', 'a style sheet that is put in later does not come', 'definition: error.resource', soon('const l = document.createElement("link"); l.rel = "stylesheet"; l.href = "/app/gone.css?status=404"; document.head.append(l)'), rest),
  notices('error.resource', 'a style sheet does not come', 'definition: error.resource', '<link rel="stylesheet" href="/app/gone.css?status=404">', rest, noStatus),
  notices('error.policy', 'the page breaks its own policy', 'definition: error.policy', '<img alt="" src="https://pictures.test/a.png">', rest, { csp, may: ['error.resource'], notIn: { firefox: noReports, webkit: noReports } }),
  notices('error.policy', 'the page breaks its own policy later', 'definition: error.policy', soon('const i = new Image(); i.src = "https://pictures.test/a.png"; document.body.append(i)'), rest, { csp, may: ['error.resource'] }),
  notices('network.failed', 'what is searched while typing fails', 'definition: network.failed', '<input id="i"><script>i.oninput = () => fetch("/app/find?status=500")</script>', async (hand) => {
    await hand.click('#i');
    await hand.type('abc', 200);
  }, { may: ['click.error'] }),
  notices('click.error', 'pressing fails twice', 'definition: a repeated click.error', does('await fetch("/app/save?status=500", { method: "POST" }); o.textContent += "Failed. "', '<p id="o"></p>'), async (hand) => {
    await hand.click('#b');
    await hand.wait(3_000);
    await hand.click('#b');
  }, { may: ['network.failed', 'click.dead'] }),

  ignores('an error of an extension', 'definition: extension frames', soon('const e = new Error("x"); e.stack = "Error: x\\n    at f (chrome-extension://abcdefgh/inject.js:1:1)"; throw e'), rest),
  ignores('an error in a script of elsewhere that tells nothing', 'definition: Script error.', '<p>text</p><script>const s = document.createElement("script"); s.src = `http://localhost:${location.port}/app/throws.js`; document.body.append(s)</script>', rest),
  ignores('a ResizeObserver that cannot keep up', 'definition: ResizeObserver noise', '<div id="r" class="box"></div><script>let n = 200; new ResizeObserver(() => { if (n < 400) r.style.width = `${n += 5}px` }).observe(r)</script>', rest),
  ignores('a tracker that a blocker keeps away', 'definition: trackers blocked by ad blockers', '<script src="https://www.google-analytics.com/analytics.js"></script><script src="https://www.googletagmanager.com/gtag/js"></script><img alt="" src="https://connect.facebook.net/tr?id=1">', rest, { isQuick: true }),
  ignores('a warning on the console', 'definition: error.console', soon('console.warn("old"); console.log("x")'), rest),
  ignores('an error that the page catches', 'definition: error.uncaught', soon('try { throw new Error("x") } catch {}; Promise.reject(1).catch(() => {})'), rest),
  ignores('an error that the page says is settled', 'definition: error.uncaught', '<p>text</p><script>addEventListener("unhandledrejection", (e) => e.preventDefault()); Promise.reject(new DOMException("x", "AbortError"))</script>', rest, { may: ['error.rejection'] }),
  ignores('polling fails while nobody does anything', 'definition: polling', '<p>text</p><script>setInterval(() => fetch("/app/poll?status=500"), 700)</script>', (hand) => hand.wait(1_500)),
  ignores('a request is given up for the next', 'definition: aborts', '<input id="i"><script>let c; i.oninput = () => { c?.abort(); c = new AbortController(); fetch("/app/find?delay=400", { signal: c.signal }).catch(() => {}) }</script>', async (hand) => {
    await hand.click('#i');
    await hand.type('abcdef', 80);
  }, { settleMs: windows.requestMs }),
  ignores('the server says that one must sign in', 'definition: 401 and 404', does('await fetch("/app/me?status=401"); o.textContent = "Please sign in"', '<p id="o"></p>'), press, open),
  ignores('the server says that there is nothing', 'definition: 401 and 404', does('await fetch("/app/find?status=404"); o.textContent = "Nothing found"', '<p id="o"></p>'), press, open),
  ignores('a request fails long after a press', 'definition: user-caused', does('o.textContent = "ok"; setTimeout(() => fetch("/app/later?status=500"), 3500)', '<p id="o"></p>'), press, { settleMs: 6_000 }),
  ignores('what a page finds out when it is left alone', 'definition: user-caused', soon('fetch("/app/flags?status=503").catch(() => {})'), rest),
];
