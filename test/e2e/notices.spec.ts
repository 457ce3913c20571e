import type { Page } from '@playwright/test';
import { accept, ada, askForHelp, expect, say, signIn, test, wholeBrowser } from './people.ts';
import { isWell } from './well.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' }, launchOptions: wholeBrowser });
test.beforeEach(() => test.setTimeout(180_000));

interface Told extends EventTarget {
  title: string;
  body: string;
  tag: string;
  silent: boolean;
  isClosed: boolean;
}
/** What the page keeps for the test: what stands on the screen, what was heard, and whether anybody looks. */
interface Watched extends Window {
  told: Told[];
  heard: number;
  setLooked: (isLooked: boolean) => void;
}

/** The screen outside the page, the loudspeaker and the person before it, none of which a test has. */
const watch = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const self = window as unknown as Watched;
    let isLooked = true;
    [self.told, self.heard] = [[], 0];
    self.setLooked = (looked) => {
      isLooked = looked;
      window.dispatchEvent(new Event(looked ? 'focus' : 'blur'));
    };
    document.hasFocus = () => isLooked;
    const Real = window.Notification;
    class Watching extends EventTarget {
      static requestPermission = (): Promise<NotificationPermission> => Real.requestPermission();
      static get permission(): NotificationPermission {
        return Real.permission;
      }
      isClosed = false;
      readonly title: string;
      readonly body: string;
      readonly tag: string;
      readonly silent: boolean;
      constructor(title: string, { body = '', tag = '', silent = false }: NotificationOptions = {}) {
        super();
        this.title = title;
        this.body = body;
        this.tag = tag;
        this.silent = silent === true;
        for (const other of self.told) if (other.tag === tag) other.isClosed = true;
        self.told.push(this);
      }
      close(): void {
        this.isClosed = true;
      }
    }
    Object.assign(window, { Notification: Watching });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...args) {
      self.heard += 1;
      start.apply(this, args);
    };
  });
};

const told = (page: Page): Promise<Pick<Told, 'title' | 'body' | 'silent'>[]> =>
  page.evaluate(() =>
    (window as unknown as Watched).told
      .filter(({ isClosed }) => !isClosed)
      .map(({ title, body, silent }) => ({ title, body, silent })),
  );
const heard = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as Watched).heard);
const look = (page: Page, isLooked: boolean): Promise<void> =>
  page.evaluate((looked) => (window as unknown as Watched).setLooked(looked), isLooked);
const press = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const shown = (window as unknown as Watched).told.find(({ isClosed }) => !isClosed);
    shown?.dispatchEvent(new Event('click'));
  });
const toProfile = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Profile' }).first().click();
  await expect(page.getByRole('switch', { name: 'Tell me while I look elsewhere' })).toBeVisible();
};
const toggle = (page: Page, name: string) => page.getByRole('switch', { name });

test('tells of what is mine while I look elsewhere: off at first, without words, with sound only where wanted', async ({
  expert,
  visitor,
}) => {
  const page = await expert(ada);
  await watch(page);
  await page.reload();
  const asking = await visitor();

  await test.step('nothing is asked, shown or heard before it is switched on', async () => {
    await look(page, false);
    await askForHelp(asking, 'The PostgreSQL migration holds a lock');
    await expect(page.getByRole('alertdialog', { name: 'New request' })).toBeVisible();
    await expect(page).toHaveTitle(/^\(1\) Queue · /);
    expect([await told(page), await heard(page)]).toEqual([[], 0]);
    await look(page, true);
    await accept(page);
    await expect(page).not.toHaveTitle(/^\(/);
  });

  await test.step('it is switched on under Profile, with the browser’s leave', async () => {
    await page.context().grantPermissions(['notifications']);
    await toProfile(page);
    await expect(toggle(page, 'Tell me while I look elsewhere')).not.toBeChecked();
    await expect(toggle(page, 'Show what was written')).not.toBeChecked();
    await expect(toggle(page, 'Sound for a request put before you')).not.toBeChecked();
    // The browser is asked first: it is on once that is answered.
    await toggle(page, 'Tell me while I look elsewhere').click();
    await expect(toggle(page, 'Tell me while I look elsewhere')).toBeChecked();
    await isWell(page, 'profile with notifications');
  });

  await test.step('a message makes one notification without its words; whoever comes back finds it gone', async () => {
    await look(page, false);
    await say(asking, 'It is still locked');
    await expect.poll(() => told(page)).toEqual([{ title: 'New message from Visitor', body: '', silent: true }]);
    await say(asking, 'Since ten minutes');
    await expect(page).toHaveTitle(/^\(1\) Profile · /);
    await expect.poll(() => told(page).then(({ length }) => length)).toBe(1);
    await look(page, true);
    await expect.poll(() => told(page)).toEqual([]);
  });

  await test.step('pressing it leads to the conversation; words are shown only when that is wanted', async () => {
    await toggle(page, 'Show what was written').check();
    await look(page, false);
    await say(asking, 'And now it is gone');
    await expect
      .poll(() => told(page))
      .toEqual([{ title: 'New message from Visitor', body: 'And now it is gone', silent: true }]);
    await press(page);
    await expect(page.getByRole('log', { name: 'Conversation' })).toContainText('And now it is gone');
  });

  await test.step('a request is heard only where the sound is on, and goes from the screen when it is withdrawn', async () => {
    await look(page, true);
    await toProfile(page);
    await toggle(page, 'Show what was written').uncheck();
    await toggle(page, 'Sound for a request put before you').check();
    await expect.poll(() => heard(page)).toBe(2);
    await look(page, false);
    const second = await visitor();
    await askForHelp(second, 'Nothing is deployed any more');
    await expect.poll(() => told(page)).toEqual([{ title: 'New request', body: '', silent: true }]);
    await expect.poll(() => heard(page)).toBe(4);
    await press(page);
    await expect(page.locator('#new-request-title')).toBeFocused();
    await look(page, true);
    await second.getByRole('button', { name: 'Cancel request' }).click();
    await expect(page.getByRole('alertdialog', { name: 'New request' })).toBeHidden();
    expect(await told(page)).toEqual([]);
  });

  await test.step('it stays switched on for this device, and off again is off', async () => {
    await page.reload();
    await expect(toggle(page, 'Tell me while I look elsewhere')).toBeChecked();
    await toggle(page, 'Tell me while I look elsewhere').uncheck();
    await page.reload();
    await expect(toggle(page, 'Tell me while I look elsewhere')).not.toBeChecked();
  });
});

test('says how to undo a block where the browser refuses', async ({ visitor }) => {
  const page = await visitor('/console/');
  await page.addInitScript(() => {
    const refusing = { get: () => 'denied' as NotificationPermission };
    Object.defineProperty(Notification, 'permission', refusing);
  });
  await signIn(page, ada);
  await page.reload();
  await toProfile(page);
  await expect(page.getByText('Your browser blocks notifications of this site.')).toBeVisible();
  await toggle(page, 'Tell me while I look elsewhere').click();
  await expect(toggle(page, 'Tell me while I look elsewhere')).not.toBeChecked();
  await isWell(page, 'profile, notifications refused');
});
