import { ignores, notices, windows, type Case } from '../case.ts';
import type { Hand } from '../hand.ts';

const twoFields = '<form id="f" action="done"><label>Name <input id="a" name="a"></label> <label>City <input id="c" name="c"></label> <button id="s">Send</button></form>';
const native = '<form id="f" action="done"><input id="a" required> <input id="c" required> <button id="s">Send</button></form>';
const own = `<form id="f" novalidate><input id="a"> <p id="e" role="alert"></p><button id="s">Send</button></form><script>f.onsubmit = (x) => { x.preventDefault(); a.ariaInvalid = 'true'; a.setAttribute('aria-invalid', 'true'); e.textContent = 'Please check the number'; }</script>`;
const stay = `<script>f.onsubmit = (x) => { x.preventDefault(); document.body.append('Thank you') }</script>`;
const twice = (place: string): Case['do'] => async (hand) => {
  await hand.click(place);
  await hand.wait(1_500);
  await hand.click(place);
};
const write = async (hand: Hand, place: string, text: string): Promise<void> => {
  await hand.click(place);
  await hand.type(text);
};
const erase = (hand: Hand, times: number): Promise<void> => hand.key('Backspace', times);
const long = { settleMs: 1_000 };

/** Forms, and controls that cannot be used. */
export const forms: Case[] = [
  notices('form.invalid-loop', 'a form is sent twice with nothing in it', 'definition: form.invalid-loop', native, twice('#s'), { isQuick: true }),
  notices('form.invalid-loop', 'the page’s own check fails twice', 'definition: form.invalid-loop', own, twice('#s')),
  notices('form.invalid-loop', 'the server refuses twice', 'definition: form.invalid-loop', `${twoFields}<p id="e" role="alert"></p><script>f.onsubmit = async (x) => { x.preventDefault(); await fetch('/app/form?status=422', { method: 'POST' }); a.setAttribute('aria-invalid', 'true'); e.textContent = 'Not accepted' }</script>`, twice('#s'), { may: ['network.failed', 'click.error'], settleMs: windows.requestMs }),
  notices('form.invalid-loop', 'a form is sent twice by a key', 'definition: form.invalid-loop', native, async (hand) => {
    await hand.click('#a');
    await hand.key('Enter');
    await hand.wait(1_200);
    await hand.key('Enter');
  }),
  notices('form.reentry', 'one field is changed again and again', 'definition: form.reentry', `${twoFields}${stay}`, async (hand) => {
    await write(hand, '#a', 'ab');
    await write(hand, '#c', 'x');
    await write(hand, '#a', 'cdefghijkl');
    await hand.click('#c');
    await write(hand, '#a', 'mnopqrstuvwxyzabcdefghi');
    await hand.click('#c');
  }, { may: ['form.rework'] }),
  notices('form.hesitation', 'somebody looks at a field for nine seconds', 'definition: form.hesitation', `${twoFields}${stay}`, async (hand) => {
    await write(hand, '#a', 'Ada');
    await hand.click('#c');
    for (let n = 0; n < 9; n += 1) {
      await hand.wait(1_000);
      await hand.hover(n % 2 ? '#s' : '#c');
    }
    await hand.type('Rome');
  }, long),
  notices('form.hesitation', 'somebody stops inside a field for eleven seconds', 'definition: form.hesitation', `${twoFields}${stay}`, async (hand) => {
    await write(hand, '#a', 'Ada');
    await write(hand, '#c', 'Ro');
    for (let n = 0; n < 11; n += 1) {
      await hand.wait(1_000);
      await hand.hover(n % 2 ? '#s' : '#c');
    }
    await hand.type('me');
  }, long),
  notices('form.rework', 'a number is typed, deleted and typed again', 'definition: form.rework', `${twoFields}${stay}`, async (hand) => {
    await write(hand, '#a', 'DE12345');
    await erase(hand, 7);
    await hand.type('DE 12 34');
    await erase(hand, 8);
    await hand.type('D-123');
    await hand.key('Tab');
  }),
  notices('form.abandon', 'two fields are filled, then another page is shown', 'definition: form.abandon', `${twoFields}<a href="#x" id="l">Home</a><script>l.onclick = (x) => { x.preventDefault(); history.pushState(0, '', 'home'); f.remove(); document.body.append('Home') }</script>`, async (hand) => {
    await write(hand, '#a', 'Ada');
    await write(hand, '#c', 'Rome');
    await hand.click('#l');
  }),
  notices('click.disabled', 'a disabled button is pressed three times', 'definition: click.disabled', '<button id="b" disabled>Continue</button>', (hand) => hand.click('#b', { times: 3, gapMs: 500 }), { may: ['click.rage', 'click.dead'], isQuick: true }),
  notices('click.disabled', 'the words in a disabled button are pressed', 'definition: click.disabled', '<button disabled><span id="b">Continue</span></button>', (hand) => hand.click('#b', { times: 2, gapMs: 1_500 }), { may: ['click.dead'] }),
  notices('click.disabled', 'a button in a disabled group is pressed', 'definition: click.disabled', '<fieldset disabled><button id="b">Pay</button></fieldset>', (hand) => hand.click('#b', { times: 2, gapMs: 1_200 }), { may: ['click.dead'] }),
  notices('click.disabled', 'a disabled field is pressed', 'definition: click.disabled', '<input id="b" disabled value="locked">', (hand) => hand.click('#b', { times: 3, gapMs: 900 }), { may: ['click.rage', 'click.dead'] }),

  ignores('a disabled button is pressed once', 'definition: click.disabled', '<button id="b" disabled>Continue</button>', (hand) => hand.click('#b'), { may: ['click.dead'] }),
  ignores('a button rests while it works', 'definition: buttons disabled while loading < 3 s', '<button id="b">Save</button><p id="o"></p><script>b.onclick = () => { b.disabled = true; o.textContent = "…"; setTimeout(() => { b.disabled = false; o.textContent = "Saved" }, 1800) }</script>', (hand) => hand.click('#b', { times: 4, gapMs: 350 })),
  ignores('the first failure of a form', 'definition: form.invalid-loop', native, (hand) => hand.click('#s')),
  ignores('a form is filled and sent', 'definition: form.invalid-loop', `${twoFields}${stay}`, async (hand) => {
    await write(hand, '#a', 'Ada');
    await write(hand, '#c', 'Rome');
    await hand.click('#s');
  }, { isQuick: true }),
  ignores('a form fails once and is put right', 'definition: form.invalid-loop', `${native}${stay}`, async (hand) => {
    await hand.click('#s');
    await write(hand, '#a', 'Ada');
    await write(hand, '#c', 'Rome');
    await hand.click('#s');
  }),
  ignores('a search is changed again and again', 'definition: form.reentry', '<input type="search" id="a"><input id="c">', async (hand) => {
    await write(hand, '#a', 'ab');
    await hand.click('#c');
    await write(hand, '#a', 'cdefghijklm');
    await hand.click('#c');
    await write(hand, '#a', 'nopqrstuvwxyznopqrst');
    await hand.click('#c');
  }),
  ignores('a code by text message is typed again', 'definition: form.reentry', '<input autocomplete="one-time-code" id="a"><input id="c">', async (hand) => {
    for (const code of ['12', '345678', '901234567']) {
      await write(hand, '#a', code);
      await hand.click('#c');
    }
  }),
  ignores('one returns to a field and changes nothing', 'definition: form.reentry', twoFields, async (hand) => {
    await write(hand, '#a', 'Ada');
    for (let n = 0; n < 3; n += 1) {
      await hand.click('#c');
      await hand.click('#a');
    }
  }),
  ignores('a page is read before its first field is filled', 'definition: first field after load', twoFields, async (hand) => {
    await hand.click('#a');
    for (let n = 0; n < 9; n += 1) {
      await hand.wait(1_000);
      await hand.hover(n % 2 ? '#s' : '#c');
    }
    await hand.type('Ada');
  }, long),
  ignores('a letter is thought over', 'definition: textareas', '<input id="a"><textarea id="t"></textarea>', async (hand) => {
    await write(hand, '#a', 'Ada');
    await write(hand, '#t', 'Dear');
    for (let n = 0; n < 11; n += 1) {
      await hand.wait(1_000);
      await hand.hover(n % 2 ? '#a' : '#t');
    }
    await hand.type(' friends');
  }, long),
  ignores('a typing error is mended', 'definition: form.rework', twoFields, async (hand) => {
    await write(hand, '#a', 'Ada Lovelqce');
    await erase(hand, 3);
    await hand.type('ace of London');
    await hand.key('Tab');
  }),
  ignores('words are composed by an input method', 'definition: IME composition', twoFields, async (hand) => {
    await hand.click('#a');
    for (let n = 0; n < 3; n += 1) await hand.compose(['t', 'to', 'tou', 'と', 'とう', '東', '東京']);
  }),
  ignores('one field is filled, then another page is shown', 'definition: form.abandon', `${twoFields}<a href="#x" id="l">Home</a><script>l.onclick = (x) => { x.preventDefault(); history.pushState(0, '', 'home'); f.remove(); document.body.append('Home') }</script>`, async (hand) => {
    await write(hand, '#a', 'Ada');
    await hand.click('#l');
  }),
  ignores('a form is sent, then another page is shown', 'definition: form.abandon', `${twoFields}<script>f.onsubmit = (x) => { x.preventDefault(); history.pushState(0, '', 'home'); f.remove(); document.body.append('Thank you') }</script>`, async (hand) => {
    await write(hand, '#a', 'Ada');
    await write(hand, '#c', 'Rome');
    await hand.click('#s');
  }),
  ignores('a form is walked through by keys', 'definition: form.reentry', twoFields, async (hand) => {
    await hand.click('#a');
    await hand.type('Ada');
    await hand.key('Tab');
    await hand.type('Rome');
    await hand.key('Shift+Tab');
  }),
];
