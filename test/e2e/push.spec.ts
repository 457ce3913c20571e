import type { CDPSession, Page } from '@playwright/test';
import { startPushService, type PushService } from '../../packages/backend/src/channels/push/push-service.fixture.ts';
import { startDemoServer, type DemoServer } from '../fixtures/server.ts';
import { ada, askForHelp, expect, signIn, test as people, wholeBrowser } from './people.ts';
import { isWell } from './well.ts';

/** A push service of the test's own, which the server may call. */
const test = people.extend<object, { service: PushService }>({
  service: [
    async ({ browserName: _ }, use) => {
      const service = await startPushService();
      await use(service);
      await service.close();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ service }, use) => {
      const server: DemoServer = await startDemoServer({ PUSH_SERVICES: service.origin });
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

test.use({ contextOptions: { reducedMotion: 'reduce' }, launchOptions: wholeBrowser });
test.beforeEach(() => test.setTimeout(180_000));

/** The browser's own push service lies beyond the network of a test: its subscription is the test's. */
const subscribeWith = async (page: Page, subscription: object): Promise<void> => {
  await page.addInitScript((given) => {
    const key = 'test:subscribed';
    const made = {
      toJSON: () => given,
      unsubscribe: async () => (localStorage.removeItem(key), true),
    };
    PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly } = {}) => {
      if (!userVisibleOnly || (applicationServerKey as Uint8Array).length !== 65) throw new DOMException('no key');
      localStorage.setItem(key, 'yes');
      return made as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async () =>
      localStorage.getItem(key) === null ? null : (made as unknown as PushSubscription);
  }, subscription);
};

/** Hands a decrypted message to the console's service worker, as the browser does. */
const deliver = async (cdp: CDPSession, origin: string, message: unknown): Promise<void> => {
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${origin}/console/`);
      if (own) resolve(own.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const registrationId = await registered;
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) });
};
const shown = (page: Page): Promise<{ title: string; body: string; tag: string }[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/console/');
    return ((await registration?.getNotifications()) ?? []).map(({ title, body, tag }) => ({ title, body, tag }));
  });
const pushed = (page: Page) => page.getByRole('switch', { name: 'Tell me while no console is open' });

test('a request reaches a device on which no console is open: once, encrypted, without words', async ({
  expert,
  visitor,
  service,
  server,
}) => {
  const page = await expert(ada);
  const device = service.device();
  await page.context().grantPermissions(['notifications']);
  await subscribeWith(page, device.subscription);
  await page.goto('/console/profile');

  await test.step('it is switched on under Profile, and only then is there a service worker', async () => {
    await expect(pushed(page)).toBeEnabled();
    await expect(pushed(page)).not.toBeChecked();
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length))).toBe(0);
    await pushed(page).check();
    await expect(pushed(page)).toBeChecked();
    await isWell(page, 'profile with push');
    await page.reload();
    await expect(pushed(page)).toBeChecked();
    // It keeps nothing but the words of its notification.
    expect(await page.evaluate(() => caches.keys())).toEqual(['harmony-push-words']);
  });

  const asking = await visitor();
  const cdp = await page.context().newCDPSession(page);

  await test.step('nothing is sent while a console is open', async () => {
    await askForHelp(asking, 'The PostgreSQL migration holds a lock');
    await page.getByRole('alertdialog', { name: 'New request' }).getByRole('button', { name: 'Decline' }).click();
    expect(device.came).toEqual([]);
    await asking.getByRole('button', { name: 'Cancel request' }).click();
  });

  await test.step('once it is closed, the next request is', async () => {
    await page.goto('/');
    const second = await visitor();
    await askForHelp(second, 'Nothing is deployed any more');
    await expect.poll(() => device.came.length, { timeout: 15_000 }).toBe(1);
    const [{ message, headers }] = device.came as [(typeof device.came)[0]];
    expect(message).toEqual({ kind: 'request', assignmentId: expect.any(String) as unknown as string });
    expect(Number(headers.ttl)).toBeLessThanOrEqual(20);
    expect(headers.urgency).toBe('high');
    await deliver(cdp, server.url, message);
    await expect
      .poll(() => shown(page))
      .toEqual([
        { title: 'A request waits for you', body: '', tag: expect.stringContaining('request:') as unknown as string },
      ]);
  });

  await test.step('whoever opens the console sees it there, and nowhere else', async () => {
    await page.goto('/console/queue');
    await expect(page.getByRole('alertdialog', { name: 'New request' })).toBeVisible();
    await expect.poll(() => shown(page)).toEqual([]);
    await page.getByRole('alertdialog', { name: 'New request' }).getByRole('button', { name: 'Accept' }).click();
  });

  await test.step('signing out ends it on this device', async () => {
    await page.getByRole('switch', { name: 'Available' }).uncheck();
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length)))
      .toBe(0);
    await signIn(page, ada);
    await page.goto('/console/profile');
    await expect(pushed(page)).toBeEnabled();
    await expect(pushed(page)).not.toBeChecked();
  });
});

test('can be installed: a manifest of its own, icons for every shape, shortcuts, colours of both themes', async ({
  page,
}) => {
  await page.goto('/console/');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const answer = await page.request.get(href!);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = (await answer.json()) as {
    [key: string]: unknown;
    icons: { src: string; type: string; purpose: string }[];
    shortcuts: { url: string }[];
  };
  expect(manifest).toMatchObject({
    ...{ name: 'HARMONY.Live', display: 'standalone', start_url: '/console/', scope: '/console/' },
  });
  expect(manifest.icons.map(({ purpose }) => purpose)).toEqual(['any', 'maskable']);
  for (const { src, type } of manifest.icons) {
    const icon = await page.request.get(src);
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type]);
  }
  expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['/console/queue', '/console/conversations']);
  await expect(page.locator('meta[name="theme-color"]')).toHaveCount(2);
  const cdp = await page.context().newCDPSession(page);
  const { errors } = await cdp.send('Page.getAppManifest');
  expect(errors).toEqual([]);
});
