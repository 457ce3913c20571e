import type { Case } from './case.ts';
import type { Hand } from './hand.ts';
import { visit, type VisitOptions } from './visit.ts';

/** A page that is used for two minutes as people use pages; no offer may come. */
const shop = `<nav><a href="#orders" id="orders">Orders</a> <a href="#notes" id="notes">Notes</a></nav>
<h1>Orders</h1><p id="text">${'A sentence of the kind that one reads at work, neither long nor short. '.repeat(12)}</p>
<table id="grid"><thead><tr><th><button id="byName">Name</button></th><th><button id="bySum">Sum</button></th></tr></thead><tbody></tbody></table>
<form id="f">${['first', 'last', 'street', 'city', 'mail', 'phone'].map((name) => `<label>${name} <input id="${name}" name="${name}"></label><br>`).join('')}<label>Notes <textarea id="words"></textarea></label><button id="send">Send</button></form>
<p id="said"></p><canvas id="game" width="300" height="160" style="background:#eef"></canvas><output id="points">0</output>
<script>
  const data = Array.from({ length: 12 }, (_, n) => ({ name: 'Order ' + n, sum: (n * 7919) % 97 }));
  const body = document.querySelector('#grid tbody');
  const draw = () => body.replaceChildren(...data.map(({ name, sum }) => { const row = document.createElement('tr'); row.innerHTML = '<td>' + name + '</td><td>' + sum + '</td>'; return row; }));
  let sign = 1;
  byName.onclick = () => { data.sort((a, b) => sign * a.name.localeCompare(b.name)); sign = -sign; draw(); };
  bySum.onclick = () => { data.sort((a, b) => sign * (a.sum - b.sum)); sign = -sign; draw(); };
  draw();
  f.onsubmit = (event) => { event.preventDefault(); said.textContent = 'Thank you'; };
  const pen = game.getContext('2d');
  game.onclick = ({ offsetX, offsetY }) => { pen.fillRect(offsetX - 4, offsetY - 4, 8, 8); points.value = Number(points.value) + 1; };
</script>`;

const read = async (hand: Hand): Promise<void> => {
  for (let n = 0; n < 5; n += 1) {
    await hand.wheel(120);
    await hand.wait(1_800);
  }
  await hand.click('#text', { times: 3, gapMs: 130, at: [0.05, 0.1] });
  await hand.wheel(-800);
  await hand.wait(1_500);
};

const fill = async (hand: Hand): Promise<void> => {
  const answers: [string, string][] = [
    ['#first', 'Ada'],
    ['#last', 'Lovelqace'],
    ['#street', 'St James Square 12'],
    ['#city', 'London'],
    ['#mail', 'ada@example.test'],
    ['#phone', '020 1234'],
    ['#words', 'Please deliver in the morning, the bell does not work.'],
  ];
  for (const [place, text] of answers) {
    await hand.click(place);
    await hand.wait(600);
    await hand.type(text, 90);
    await hand.wait(700);
  }
  await hand.click('#last');
  await hand.key('End');
  await hand.key('Backspace', 4);
  await hand.type('ace', 120);
  await hand.click('#send');
  await hand.wait(2_000);
};

const sort = async (hand: Hand): Promise<void> => {
  for (let n = 0; n < 8; n += 1) {
    await hand.click(n % 3 ? '#byName' : '#bySum');
    await hand.wait(n % 2 ? 350 : 1_400);
  }
};

const play = async (hand: Hand): Promise<void> => {
  for (let n = 0; n < 30; n += 1) {
    await hand.click('#game', { at: [0.1 + ((n * 37) % 80) / 100, 0.1 + ((n * 53) % 80) / 100] });
    await hand.wait(260);
  }
};

const ordinary: Case = {
  name: 'two minutes of ordinary use: reading, a long form, a grid, a game',
  page: shop,
  do: async (hand) => {
    const until = performance.now() + 120_000;
    for (const part of [read, sort, fill, play, read, sort, play]) if (performance.now() < until) await part(hand);
  },
  fires: [],
  silent: [],
  source: 'definition: ordinary use brings no offer',
  settleMs: 10_000,
};

const dead = '<button id="dead">Export</button>';
const fails = `<button id="save">Save</button><p id="o"></p><script>save.onclick = async () => { await fetch('/app/save?status=500', { method: 'POST' }); o.textContent = 'Could not save' }</script>`;
const refuses = `<form id="f" action="done"><input id="a" required><button id="send">Send</button></form>`;
const throws = `<button id="throws">Delete</button><script>throws.onclick = () => null.x</script>`;
const angry = (place: string) => (hand: Hand) => hand.click(place, { times: 5 });
const twice = (place: string) => async (hand: Hand) => {
  await hand.click(place);
  await hand.wait(1_500);
  await hand.click(place);
};
const struggle = (name: string, page: string, ...acts: ((hand: Hand) => Promise<void>)[]): Case => ({
  name: `struggle: ${name}`,
  page,
  do: async (hand) => {
    for (const act of acts) {
      await act(hand);
      await hand.wait(800);
    }
  },
  fires: [],
  silent: [],
  source: 'definition: struggles of two families bring an offer',
  settleMs: 25_000,
});

/** Two families each. */
const struggles: readonly Case[] = [
  struggle('saving fails, then anger', dead + fails, twice('#save'), angry('#dead')),
  struggle('a form refuses, then anger', dead + refuses, twice('#send'), angry('#dead')),
  struggle('a press throws, then a form refuses', throws + refuses, twice('#throws'), twice('#send')),
  struggle('saving fails, then a form refuses', fails + refuses, twice('#save'), twice('#send')),
  struggle('anger, then help is sought', `${dead}<a href="#help" id="help">Help</a>`, angry('#dead'), (hand) =>
    hand.click('#help'),
  ),
  struggle(
    'a form refuses, then help is sought',
    `${refuses}<a href="#contact" id="help">Contact us</a>`,
    twice('#send'),
    (hand) => hand.click('#help'),
  ),
  struggle('anger, then an error', dead + throws, angry('#dead'), twice('#throws')),
  struggle(
    'a disabled button, then a form refuses',
    `<button id="dead" disabled>Continue</button>${refuses}`,
    angry('#dead'),
    twice('#send'),
  ),
];

/** What the long form adds: pages in the order of `ordinary`, then the struggles. */
export const longCases: readonly Case[] = [ordinary, ...struggles];

/** @returns whether offers came where they must, and nowhere else */
export const visitLong = async (one: Case, number: number, options: VisitOptions): Promise<boolean> => {
  const told = await visit(one, number, options);
  const hasOffer = told.some(({ name }) => name === 'offer');
  return hasOffer === (one !== ordinary);
};
