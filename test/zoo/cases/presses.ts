import { ignores, notices, windows, type Case } from '../case.ts';

const dead = '<button id="b">Save</button>';
const angry = { times: 4 };
/** Each press of a burst is unanswered too: told as dead or only as the burst, both are right. */
const burst = { may: ['click.dead'] } as const;

/** Makes the page think that its tab was hidden. */
const hiddenTab = `const hide = (is) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (is ? 'hidden' : 'visible') });
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => is });
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event(is ? 'blur' : 'focus'));
}`;

/** Presses that nothing answers, on plain pages. */
export const presses: Case[] = [
  notices('click.rage', 'a button that does nothing is pressed four times', 'definition: click.rage', dead, (hand) => hand.click('#b', angry), {
    ...burst,
    isQuick: true,
  }),
  notices('click.rage', 'the same, a little slower each time', 'definition: click.rage', dead, (hand) => hand.click('#b', { times: 5, gapMs: 700 }), burst),
  notices('click.rage', 'exactly three presses in a row', 'definition: click.rage', dead, (hand) => hand.click('#b', { times: 3, gapMs: 300 }), burst),
  notices('click.dead', 'a button that does nothing is pressed once', 'definition: click.dead', dead, (hand) => hand.click('#b')),
  notices('click.dead', 'two presses far apart are no burst', 'definition: click.rage', dead, async (hand) => {
    await hand.click('#b');
    await hand.wait(1_500);
    await hand.click('#b');
  }),
  notices('click.rage', 'an element with role button that does nothing', 'definition: click.rage', '<div role="button" tabindex="0" id="b">Send</div>', (hand) => hand.click('#b', angry), burst),
  notices('click.dead', 'an element with role button pressed once', 'definition: click.dead', '<span role="button" tabindex="0" id="b" class="thing">Send</span>', (hand) => hand.click('#b')),
  notices('click.rage', 'a picture that looks as if it could be opened', 'definition: click.rage', `<img id="b" alt="" width="200" height="100" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E" style="cursor:zoom-in;background:#ccc">`, (hand) => hand.click('#b', angry)),
  notices('click.rage', 'a card that looks as if it could be opened', 'definition: click.rage', '<div id="b" class="box" style="cursor:pointer;-webkit-user-select:none;user-select:none">Plan A</div>', (hand) => hand.click('#b', angry)),
  notices('click.rage', 'a transparent layer lies over the button', 'definition: click.rage', `<p>Your order</p><div style="position:relative;width:200px"><button id="b">Pay</button><div id="layer" style="position:absolute;inset:0"></div></div><p>By card</p><script>b.onclick = () => document.body.append('paid')</script>`, (hand) => hand.click('#layer', angry)),
  notices('click.rage', 'the icon inside a dead button', 'definition: click.rage', '<button id="b"><svg id="i" width="24" height="24"><circle cx="12" cy="12" r="10"/></svg> Export</button>', (hand) => hand.click('#i', angry), burst),
  notices('click.rage', 'a menu item that does nothing', 'definition: click.rage', '<div role="menu"><div role="menuitem" tabindex="0" id="b" class="thing">Rename</div></div>', (hand) => hand.click('#b', angry), burst),
  notices('click.dead', 'a tab that does not open', 'definition: click.dead', '<div role="tablist"><button role="tab" aria-selected="true">One</button><button role="tab" id="b">Two</button></div>', (hand) => hand.click('#b')),
  notices('click.dead', 'a switch that does not switch', 'definition: click.dead', '<button role="switch" aria-checked="false" id="b">Dark</button>', (hand) => hand.click('#b')),
  notices('click.rage', 'a link whose going is prevented', 'definition: click.rage', '<a href="/elsewhere" id="b">Next step</a><script>b.onclick = (event) => event.preventDefault()</script>', (hand) => hand.click('#b', angry), burst),
  notices('click.dead', 'a summary that is kept from opening', 'definition: click.dead', '<details><summary id="b">More</summary>text</details><script>b.onclick = (event) => event.preventDefault()</script>', (hand) => hand.click('#b')),
  notices('click.rage', 'a dead button in an open shadow root', 'definition: click.rage', `<x-pay></x-pay><script>customElements.define('x-pay', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<button id="b">Pay</button>'; } })</script>`, (hand) => hand.click('x-pay #b', angry), { ...burst, isQuick: true }),
  notices('click.rage', 'a dead button in a dialog', 'definition: click.rage', `<dialog id="d"><button id="b">Confirm</button></dialog><script>d.showModal()</script>`, (hand) => hand.click('#b', angry), burst),
  notices('click.dead', 'a button that only sends a beacon to its server', 'definition: click.dead', `${dead}<script>b.onclick = () => navigator.sendBeacon('/app/track')</script>`, (hand) => hand.click('#b'), { settleMs: windows.requestMs }),
  notices('click.dead', 'a button whose answer from the server changes nothing', 'definition: click.dead', `${dead}<script>b.onclick = () => fetch('/app/save?delay=300')</script>`, (hand) => hand.click('#b'), { settleMs: windows.requestMs }),
  notices('click.rage', 'a dead button with a transition of its own when pressed', 'definition: click.rage', `<style>#b { transition: background .2s, transform .1s } #b:hover { background: #ccf } #b:active { transform: scale(.97) } #b:focus { outline: 3px solid }</style>${dead}`, (hand) => hand.click('#b', angry), { ...burst }),
  notices('click.rage', 'a dead button that shows a tooltip when the pointer comes', 'definition: click.rage', `${dead}<p id="t"></p><script>b.onmouseenter = () => { t.textContent = 'Saves your work' }</script>`, (hand) => hand.click('#b', angry), burst),
  notices('click.rage', 'a finger on a dead button', 'definition: click.rage', dead, (hand) => hand.tap('#b', 4), { ...burst, needs: 'touch' }),
  notices('click.dead', 'a dead press is still noticed after presses that were answered', 'state-reset', `<button id="ok">Count</button><output id="o">0</output><p>${dead}</p><script>ok.onclick = () => o.value++</script>`, async (hand) => {
    await hand.click('#ok', { times: 2, gapMs: 400 });
    await hand.wait(3_000);
    await hand.click('#b');
  }, { isQuick: true }),
  notices('click.dead', 'many dead buttons in a minute are told twice at most', 'definition: click.dead', [1, 2, 3, 4, 5].map((n) => `<button id="b${n}">Tool ${n}</button>`).join(''), async (hand) => {
    for (const n of [1, 2, 3, 4, 5]) {
      await hand.click(`#b${n}`);
      await hand.wait(400);
    }
  }, { atMost: { 'click.dead': 2 } }),
  notices('click.rage', 'a burst is told once', 'definition: click.rage', dead, (hand) => hand.click('#b', { times: 9, gapMs: 200 }), { ...burst, atMost: { 'click.rage': 1, 'click.dead': 2 } }),
  notices('click.rage', 'pressing goes on after the tab was hidden for a while', 'stale-time', `${dead}<script>${hiddenTab}</script>`, async (hand) => {
    await hand.run('hide(true)');
    await hand.wait(1_500);
    await hand.run('hide(false)');
    await hand.wait(1_300);
    await hand.click('#b', angry);
  }, burst),

  ignores('a click that only brings the tab back', 'refocus', `${dead}<script>${hiddenTab}</script>`, async (hand) => {
    await hand.run('hide(true)');
    await hand.wait(1_500);
    await hand.run('hide(false)');
    await hand.click('#b', { times: 3, gapMs: 120 });
  }),
  ignores('answered clicks after the tab was hidden', 'stale-time', `<button id="b">Count</button><output id="o">0</output><script>b.onclick = () => o.value++; ${hiddenTab}</script>`, async (hand) => {
    await hand.run('hide(true)');
    await hand.wait(1_200);
    await hand.run('hide(false)');
    await hand.wait(1_300);
    await hand.click('#b', angry);
  }),
  ...(['Control', 'Meta', 'Alt', 'Shift'] as const).map((key) =>
    ignores(`a dead button is pressed with ${key} held`, 'modifier', dead, (hand) => hand.click('#b', { times: 3, holding: [key] })),
  ),
  ignores('right clicks on a picture', 'right-click', '<div id="b" class="box thing">picture</div>', (hand) => hand.click('#b', { times: 4, button: 'right' }), { isQuick: true }),
  ignores('right clicks on a button', 'right-click', dead, (hand) => hand.click('#b', { times: 3, button: 'right' })),
  ignores('middle clicks on a button', 'right-click', dead, (hand) => hand.click('#b', { times: 3, button: 'middle' })),
  ignores('a press that begins on a button and ends elsewhere', 'press-and-leave', `${dead}<div class="box" id="o">elsewhere</div>`, async (hand) => {
    for (let n = 0; n < 3; n += 1) await hand.drag('#b', '#o');
  }),
  ignores('keys that press a dead button', 'definition: keyboard clicks count only for errors and validation', `${dead}<script>b.focus()</script>`, (hand) => hand.key('Enter', 5)),
  ignores('a dead button where the page wants nobody to look', 'definition: data-harmony-ignore', `<div data-harmony-ignore>${dead}</div>`, (hand) => hand.click('#b', { times: 5 })),
  ignores('our own bubble', 'definition: our own widget', '<p>text</p>', (hand) => hand.click('harmony-widget button', { times: 4, gapMs: 350 })),
  ignores('a quiet click into empty space', 'definition: click.dead', '<p id="p" style="height:300px">Some text to read.</p>', (hand) => hand.click('#p', { at: [0.8, 0.8] })),
  ignores('two quick clicks into empty space', 'definition: click.rage', '<div id="p" style="height:300px"></div>', (hand) => hand.click('#p', { times: 2 })),
  ignores('clicks here and there while thinking', 'definition: click.rage', '<div id="p" style="height:400px"></div>', async (hand) => {
    for (const at of [[0.2, 0.2], [0.6, 0.4], [0.3, 0.9], [0.8, 0.1]] as const) {
      await hand.click('#p', { at });
      await hand.wait(200);
    }
  }),
  ignores('a finger that scrolls over dead buttons', 'touch', `<div style="height:3000px">${'<button class="thing" style="display:block;width:90%">Item</button>'.repeat(40)}</div>`, async (hand) => {
    for (let n = 0; n < 4; n += 1) await hand.swipe('button:nth-child(6)', 0, -150);
  }, { needs: 'touch' }),
  ignores('two fingers that pinch over a dead button', 'touch', `<div style="height:600px">${dead}</div>`, async (hand) => {
    for (let n = 0; n < 3; n += 1) await hand.swipe('#b', 60, 40, 2);
  }, { needs: 'touch' }),
  ignores('a finger that swipes a dead card away', 'touch', '<div style="touch-action:none"><button id="b" class="box">Card</button></div>', async (hand) => {
    for (let n = 0; n < 3; n += 1) await hand.swipe('#b', 120, 0);
  }, { needs: 'touch' }),
];
