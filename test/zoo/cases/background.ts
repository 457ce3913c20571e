import { ignores, notices, windows, type Case } from '../case.ts';

const b = '<button id="b">Save</button>';
const angry: Case['do'] = (hand) => hand.click('#b', { times: 4 });
const burst = { may: ['click.dead'] } as const;
const clock = '<p id="k">0</p><script>setInterval(() => k.textContent = Date.now(), 500)</script>';
const rage = (name: string, around: string, more = {}): Case =>
  notices('click.rage', name, 'background', `${b}${around}`, angry, { ...burst, ...more });
const dead = (name: string, around: string, more = {}): Case =>
  notices('click.dead', name, 'background', `${b}${around}`, (hand) => hand.click('#b'), more);

/** Pages on which something always moves: it answers nothing, and it is no reason to take an answered press for dead. */
export const background: Case[] = [
  rage('a clock ticks beside a dead button', clock, { isQuick: true }),
  dead('a clock ticks beside a dead button pressed once', clock),
  dead('a clock ticks each second', '<p id="k">0</p><script>setInterval(() => k.textContent = Date.now(), 1000)</script>'),
  rage('a ticker moves by style', '<div id="t">news</div><script>let x = 0; setInterval(() => t.style.translate = `${x += 5}px`, 100)</script>'),
  rage('a ticker moves by an animation that goes on and on', '<style>@keyframes m { to { translate: 300px } } #t { animation: m 2s linear infinite; width: 80px }</style><div id="t">news</div>'),
  rage('a carousel turns by itself', '<div id="c" class="box">1</div><script>let n = 1; setInterval(() => { c.replaceChildren(document.createElement("img")); c.dataset.at = ++n }, 800)</script>'),
  rage('a progress bar goes on', '<progress id="g" max="1000" value="1"></progress><script>setInterval(() => g.value++, 200)</script>'),
  rage('another vendor’s chat shows that somebody types', '<div id="chat"></div><script>let n = 0; setInterval(() => { chat.innerHTML = ".".repeat(++n % 4) }, 400)</script>'),
  rage('a game is drawn on a canvas all the time', '<canvas id="g"></canvas><script>const x = g.getContext("2d"); let n = 0; const f = () => { x.fillRect(n++ % 300, 0, 2, 2); requestAnimationFrame(f) }; f()</script>'),
  rage('the page polls its server', '<script>setInterval(() => fetch("/app/poll"), 600)</script>', { settleMs: windows.requestMs }),
  rage('numbers come over a stream of events', '<p id="k"></p><script>new EventSource("/app/events").onmessage = ({ data }) => { k.textContent = data }</script>', { settleMs: windows.requestMs }),
  rage('the title of the tab blinks', '<script>setInterval(() => document.title = document.title === "Shop" ? "(1) Shop" : "Shop", 600)</script>'),
  dead('an attribute changes all the time', '<div id="a"></div><script>let n = 0; setInterval(() => a.dataset.n = ++n, 300)</script>'),
  dead('a rotating advertisement', '<div id="ad"></div><script>setInterval(() => ad.replaceChildren(document.createElement("p")), 700)</script>'),
  ignores('a clock ticks beside a button that counts', 'background', `${clock}<button id="b">+</button><output id="o">0</output><script>b.onclick = () => o.value++</script>`, angry),
  ignores('a carousel that turns by itself is turned by hand', 'background', '<button id="b">Next</button><div id="c" class="box">1</div><script>let n = 1; const go = () => c.textContent = ++n; setInterval(go, 900); b.onclick = go</script>', angry),
  ignores('a ticker is paused and goes on', 'background', '<button id="b">Pause</button><p id="t">0</p><script>let n = 0, on = true; setInterval(() => on && (t.textContent = ++n), 300); b.onclick = () => { on = !on; b.textContent = on ? "Pause" : "Go on" }</script>', angry),
  ignores('nobody touches a page that moves', 'background', clock, (hand) => hand.wait(1_000)),
  ignores('a game on a canvas is played', 'definition: canvas, video, iframes', '<canvas id="b" width="300" height="200" style="background:#eee"></canvas><script>const x = b.getContext("2d"); let n = 0; const f = () => { x.fillRect(n++ % 300, 0, 2, 2); requestAnimationFrame(f) }; f()</script>', (hand) => hand.click('#b', { times: 8, gapMs: 150 })),
];
