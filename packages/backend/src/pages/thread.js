// @ts-check
// Behind the link of a letter. The first page finds out what the link in its fragment leads to, has whoever reads the mailbox
// say that it is theirs, and puts the key where the script tag looks for a visitor; the second one carries the tag, which goes
// on from there. Nothing happens by loading alone but what reading changes nothing about: mail scanners load links too.

/** Where the tab keeps the link's secret, for the button that ends the letters. */
const tokenName = 'harmony-thread';

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Shows one of the page's texts in the place of the others. @param {string} id */
const show = (id) => {
  for (const part of document.querySelectorAll('[data-part]')) part.toggleAttribute('hidden', part.id !== id);
};

/**
 * @param {string} path
 * @param {string} token
 * @returns {Promise<{ siteKey: string, siteName: string, requestId: string, email: string, isVerified: boolean, isStopped: boolean }>}
 */
const ask = async (path, token) => {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    referrerPolicy: 'no-referrer',
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail), { type: answer.type });
  return answer;
};

/** @param {unknown} error */
const fail = (error) => {
  const { type = '' } = /** @type {{ type?: string }} */ (error);
  if (type.endsWith('token/expired')) show('expired');
  // A secret of another shape is refused before it is looked up.
  else if (type.endsWith('token/invalid') || type.endsWith('body/invalid')) show('unknown');
  else show('failed');
};

/**
 * Where the script tag keeps them (packages/sdk/src/session/visitor-store.ts). The page with the tag comes in the place of this
 * one: the secret does not stay in the history.
 *
 * @param {string} token
 * @param {{ siteKey: string, requestId: string }} thread
 */
const goOn = (token, { siteKey, requestId }) => {
  try {
    localStorage.setItem(`harmony:${siteKey}:visitor`, token);
    localStorage.setItem(`harmony:${siteKey}:request`, requestId);
    sessionStorage.setItem(tokenName, token);
  } catch {
    return show('storage');
  }
  location.replace(`/thread/${siteKey}`);
};

const begin = async () => {
  const token = location.hash.slice(1);
  if (token === '') return show('unknown');
  try {
    const thread = await ask('/v1/thread-links', token);
    if (thread.isVerified) return goOn(token, thread);
    element('email').textContent = thread.email;
    element('site').textContent = thread.siteName;
    show('confirm');
    element('yes').addEventListener('click', () => void confirm(token));
  } catch (error) {
    fail(error);
  }
};

/** @param {string} token */
const confirm = async (token) => {
  try {
    goOn(token, await ask('/v1/thread-links/verify', token));
  } catch (error) {
    fail(error);
  }
};

/** On the page with the tag: help opens by itself, and the letters can be ended. */
const open = () => {
  /** @type {{ Harmony?: { ready(fn: () => void): void, open(): void } }} */ (window).Harmony?.ready(() =>
    /** @type {any} */ (window).Harmony.open(),
  );
  /** @type {string | null} */
  let token = null;
  try {
    token = sessionStorage.getItem(tokenName);
  } catch {
    // Without it the button stays away; the letter's link brings it again.
  }
  if (token === null) return;
  const kept = token;
  const stop = element('stop');
  stop.hidden = false;
  stop.addEventListener('click', async () => {
    try {
      await ask('/v1/thread-links/stop', kept);
      stop.hidden = true;
      show('stopped');
    } catch (error) {
      fail(error);
    }
  });
};

if (document.getElementById('stop') === null) void begin();
else open();
