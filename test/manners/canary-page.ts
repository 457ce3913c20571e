import { expect, type BrowserContext, type Page } from '@playwright/test';
import { canaries, messageOf, places, ways } from './canaries.ts';

const p = places as Record<string, string>;

/** Where the page is put up, with what its address may carry. */
export const withCanaries = (address: string): string => `${address}?mail=${p.query}&page=2#${p.hash}`;

/** The head of the test app. */
export const head = `<meta name="description" content="${p.heading}"><!-- ${p.comment} -->`;

/** The test app: every place in which a page may hold something of a person's holds a canary. */
export const body = `
<main data-customer="${p.dataset}">
  <h1>${p.heading}</h1>
  <p id="text" title="${p.tooltip}">${p.text}</p>
  <img id="photo" alt="${p.alt}" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
  <form id="order">
    <label for="name">${p.label}</label><input id="name" type="text" placeholder="${p.placeholder}" aria-label="${p.aria}">
    <input id="email" type="email"><input id="password" type="password"><input id="telephone" type="tel">
    <input id="search" type="search" aria-label="Search help"><input id="address" autocomplete="street-address" list="streets">
    <datalist id="streets"><option value="${p.datalist}"></datalist>
    <input id="card" autocomplete="cc-number"><input id="code" autocomplete="one-time-code">
    <input id="hidden" type="hidden" value="${p.hidden}">
    <input id="agree" type="checkbox" value="${p.checkbox}"><input id="way" name="way" type="radio" value="${p.radio}">
    <select id="country"><option>-</option><option value="${p.option}">${p.option}</option></select>
    <textarea id="remark"></textarea><input id="file" type="file">
    <div id="editable" contenteditable="true" role="textbox"></div>
    <input id="needed" required>
    <button id="send">${p.button} send</button>
  </form>
  <button id="dead" aria-label="${p.aria} dead">${p.button}</button>
  ${ways.map((way) => `<button id="${way}">${p.button} ${way}</button>`).join('\n')}
  <button id="fetch">Fetch</button><button id="xhr">XHR</button><button id="picture">Picture</button><button id="route">Route</button>
  <p id="alert" role="alert">Error: ${p.selection}</p>
</main>
<script>
  const messages = ${JSON.stringify(Object.fromEntries(ways.map((way) => [way, messageOf(way)])))};
  const answer = () => { document.body.append(document.createElement('hr')); };
  const on = (id, fn) => document.getElementById(id).addEventListener('click', (event) => { event.preventDefault(); fn(event); });
  localStorage.setItem('${p.storagekey}', '${p.storage}');
  sessionStorage.setItem('${p.session}', '${p.session}');
  document.cookie = 'app=${p.cookie}';
  document.title = '${p.title}';
  on('thrown', () => { throw new TypeError(messages.thrown); });
  on('rejected', () => { void Promise.reject(Object.assign(new Error(messages.rejected), { customer: '${p.context}' })); });
  on('written', () => {
    console.error(messages.written, { customer: { name: '${p.context}' } });
    console.error('quollformat %s and %o', messages.written, { customer: { name: '${p.context}' } });
  });
  on('caused', () => { throw new Error('quollouter', { cause: new RangeError(messages.caused) }); });
  on('handled', () => {
    window.Harmony?.report(new Error(messages.handled), { extra: { note: '${p.report}', password: '${p.report}' } });
    window.Harmony?.context({ customer: '${p.context}', nested: { mail: messages.handled } });
    window.Harmony?.trigger('checkout-slow');
  });
  on('fetch', () => void fetch('/api/customers/4711?token=${p.requestquery}', {
    method: 'POST', headers: { 'x-customer': '${p.requestheader}' }, body: JSON.stringify({ name: '${p.requestbody}' }),
  }).then((response) => response.text()).then(answer));
  on('xhr', () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', '/api/orders/4711?q=${p.xhrquery}');
    xhr.onload = answer;
    xhr.send();
  });
  on('picture', () => { document.getElementById('photo').src = '/pictures/missing.png?${p.imagequery}=1'; });
  on('route', () => history.pushState({ note: '${p.route}' }, '', '/customers/${p.route}@example.com/edit?x=${p.routequery}#${p.routehash}'));
  document.getElementById('order').addEventListener('submit', (event) => event.preventDefault());
</script>`;

/** Lets the page ask its own server, which fails and says canaries. */
export const prepare = async (context: BrowserContext, page: Page): Promise<void> => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.route('**/api/**', (route) => route.fulfill({ status: 500, body: p.responsebody! }));
  await page.route('**/pictures/**', (route) => route.fulfill({ status: 500, body: '' }));
  await page.addInitScript(() => {
    const kinds: string[] = [];
    Object.assign(window, { kinds });
    addEventListener('harmony:signal', (event) => kinds.push((event as CustomEvent<{ kind: string }>).detail.kind));
  });
};

/** Writes into every field, twice over, so that much is to be noticed and nothing may be kept. */
export const fillIn = async (page: Page): Promise<void> => {
  const fields: [string, string][] = [
    ['name', p.textfield!],
    ['email', `${p.email}@example.com`],
    ['password', p.password!],
    ['telephone', `${canaries['telephone number']} ${p.telephone}`],
    ['search', `help contact faq ${p.search}`],
    ['address', p.address!],
    ['card', `${canaries['card number']} ${p.card}`],
    ['code', p.onetimecode!],
    ['remark', `${p.textarea} ${canaries.IBAN}`],
  ];
  for (const [id, value] of fields) await page.locator(`#${id}`).fill(value);
  await page.locator('#name').press('End');
  await page.locator('#name').pressSequentially(p.autofill!);
  for (let time = 0; time < p.autofill!.length; time += 1) await page.keyboard.press('Backspace');
  await page.locator('#search').press('Enter');
  await page.locator('#editable').pressSequentially(p.editable!);
  await page.locator('#agree').check();
  await page.locator('#way').check();
  await page.locator('#country').selectOption(p.option!);
  await page
    .locator('#file')
    .setInputFiles({ name: `${p.file}.txt`, mimeType: 'text/plain', buffer: Buffer.from(p.file!) });
  // Copied by hand, as somebody does who wants to search for the words of an error.
  await page.locator('#alert').click({ clickCount: 3 });
  await page.keyboard.press('Control+C');
  await page.evaluate((text) => navigator.clipboard.writeText(text), p.clipboard!);
  await page.locator('#remark').press('Control+V');
};

/**
 * Does what people do who are stuck: angry clicks, dead buttons, failing calls, a form that does not go through.
 * @param isNoticed whether anybody notices: then what was pressed in vain is given the time in which it could be answered
 */
export const beStuck = async (page: Page, isNoticed: boolean): Promise<void> => {
  for (let time = 0; time < 4; time += 1) await page.locator('#dead').click({ delay: 20 });
  if (isNoticed) await expect.poll(() => kindsOf(page)).toEqual(expect.arrayContaining(['click.dead', 'click.rage']));
  for (const id of [...ways, 'fetch', 'xhr', 'picture']) await page.locator(`#${id}`).click();
  for (let time = 0; time < 3; time += 1) await page.locator('#send').click();
  for (let time = 0; time < 2; time += 1) {
    await page.locator('#address').fill(`${p.address} ${'x'.repeat(20 * time)}`);
    await page.locator('#email').focus();
  }
};

/** The kinds of signs that this document has told so far. */
export const kindsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...new Set((window as unknown as { kinds: string[] }).kinds)].toSorted());

/** What the device keeps that is not the page's own. */
export const keptBesides = (
  page: Page,
): Promise<{ local: string[]; session: string[]; cookies: string; others: number; text: string }> =>
  page.evaluate(
    async ([own, storageKey, session]) => ({
      local: Object.keys(localStorage).filter((name) => name !== storageKey),
      session: Object.keys(sessionStorage).filter((name) => name !== session),
      cookies: document.cookie.replace(`app=${own}`, ''),
      others:
        (await indexedDB.databases()).length +
        (await caches.keys()).length +
        (await navigator.serviceWorker.getRegistrations()).length,
      text: [...Object.entries(localStorage), ...Object.entries(sessionStorage)]
        .filter(([name]) => name !== storageKey && name !== session)
        .flat()
        .join('\n'),
    }),
    [p.cookie!, p.storagekey!, p.session!],
  );
