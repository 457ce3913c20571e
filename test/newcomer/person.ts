import type { Browser, Locator, Page } from '@playwright/test';
import { Lie, type Told } from './readme.ts';

/** What somebody types where a form asks for it. */
export interface Answers {
  email: string;
  password: string;
  name: string;
  workspace: string;
  /** Where there is room for sentences. */
  words: string;
}

/** Somebody in a browser of their own who does what the README says, word for word. */
export interface Person {
  page: Page;
  /** Opens an address. On the page of letters: the link of the newest letter to `answers.email`. */
  open(address: string, answers: Answers): Promise<void>;
  /** Presses, ticks, switches on or fills what bears these words; where nothing does, they must stand there to be read. */
  heed(words: string, answers: Answers): Promise<void>;
  /** Fills in the form that is open and sends it with Enter. */
  send(answers: Answers): Promise<void>;
  /** Heeds one after the other, below an address. */
  follow(told: Told[], base: string, answers: Answers): Promise<void>;
  /** Waits until these words stand somewhere on the page. */
  see(words: string): Promise<void>;
  /** What was copied last; empty at first. */
  copied(): Promise<string>;
}

/** Patience of a newcomer with one press, on a machine that is busy. */
const PATIENCE_MS = 60_000;

/** What can be acted on, the surest first. */
const roles = ['button', 'link', 'switch', 'checkbox', 'textbox', 'tab'] as const;

export const openPerson = async (browser: Browser, who: string): Promise<Person> => {
  const context = await browser.newContext({ locale: 'en-GB', permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);

  const open = async (address: string, answers: Answers): Promise<void> => {
    const response = await page.goto(address);
    if (response?.ok() !== true) throw new Lie(`${address} answers ${response?.status() ?? 'nothing'}.`);
    if (!new URL(address).pathname.endsWith('/mail/')) return;
    const letter = page.getByRole('article').filter({ hasText: answers.email }).first();
    // A letter is written a moment after the press that asks for it.
    for (const end = performance.now() + PATIENCE_MS; !(await letter.isVisible()); await page.reload())
      if (performance.now() > end) throw new Lie(`No letter to ${answers.email} came to ${address}.`);
    await letter.getByRole('link').first().click();
  };

  const heed = async (words: string, answers: Answers): Promise<void> => {
    const found = await find(page, words);
    if (found === null) throw new Lie(`${who} sees no “${words}” on ${page.url()}; there stands: ${await seen(page)}`);
    const { control, role } = found;
    if (role === 'switch' || role === 'checkbox') return control.check();
    if (role === 'textbox') return control.fill(answers.words);
    if (role === null) return;
    const form = page.locator('form').filter({ has: control });
    if ((await control.getAttribute('type')) === 'submit' && (await form.count()) > 0)
      await fillIn(form.first(), answers);
    await control.click();
    // Nobody goes on while a button says that it is at work.
    await control.and(page.locator('[aria-busy="true"]')).waitFor({ state: 'detached', timeout: PATIENCE_MS });
  };

  return {
    page,
    open,
    heed,
    send: async (answers) => {
      const form = page.locator('form').first();
      await fillIn(form, answers);
      await form.locator('input').last().press('Enter');
    },
    follow: async (told, base, answers) => {
      for (const one of told) {
        if (one.kind === 'address') await open(new URL(one.path, base).href, answers);
        else await heed(one.words, answers);
      }
    },
    see: async (words) => {
      if (!(await comes(page.getByText(words).filter({ visible: true }).first())))
        throw new Lie(`${who} never sees “${words}” on ${page.url()}; there stands: ${await seen(page)}`);
    },
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
  };
};

/** What bears these words, as soon as something does; null when patience has ended. */
const find = async (
  page: Page,
  words: string,
): Promise<{ control: Locator; role: (typeof roles)[number] | null } | null> => {
  const all = [
    ...roles.map((role) => ({ role, control: page.getByRole(role, { name: words, exact: true }) })),
    { role: null, control: page.getByText(words, { exact: true }) },
  ].map(({ role, control }) => ({ role, control: control.filter({ visible: true }).first() }));
  const any = all.map(({ control }) => control).reduce((one, other) => one.or(other));
  if (!(await comes(any.first()))) return null;
  for (const one of all) if (await one.control.isVisible()) return one;
  return null;
};

/** Whether it is there before patience ends. */
const comes = (what: Locator): Promise<boolean> =>
  what.waitFor({ timeout: PATIENCE_MS }).then(
    () => true,
    () => false,
  );

/** Every field that is empty, by what it asks for. */
const fillIn = async (form: Locator, answers: Answers): Promise<void> => {
  for (const field of await form.locator('input:not([type=checkbox], [type=radio]), textarea').all()) {
    if (!(await field.isVisible()) || (await field.inputValue()) !== '') continue;
    const [type, autocomplete] = await field.evaluate((element: HTMLInputElement) => [
      element.type,
      element.autocomplete,
    ]);
    const answer =
      type === 'email' || type === 'password'
        ? answers[type]
        : type === 'textarea'
          ? answers.words
          : autocomplete === 'organization'
            ? answers.workspace
            : answers.name;
    await field.fill(answer);
  }
};

/** The beginning of what can be read, on one line. */
const seen = async (page: Page): Promise<string> => {
  const text = await page.locator('body').innerText();
  return `${text.replaceAll(/\s+/g, ' ').slice(0, 300)} …`;
};
