import { startHostServer, type HostServer } from '../fixtures/host.ts';
import { bodyOf, bytesOf, startRecordingProxy, type RecordingProxy } from '../fixtures/recording-proxy.ts';
import { leaksIn } from '../manners/canaries.ts';
import { beStuck, body, fillIn, head, keptBesides, kindsOf, prepare, withCanaries } from '../manners/canary-page.ts';
import { expect, test as base } from './people.ts';

const test = base.extend<{ recorder: RecordingProxy }, { host: HostServer }>({
  host: [
    async ({ browserName: _ }, use) => {
      const host = await startHostServer();
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  recorder: async ({ server }, use) => {
    const recorder = await startRecordingProxy(server.url);
    await use(recorder);
    await recorder.close();
  },
});

/** What may be sent, besides our own files in scripts at the root. */
const beyondCode = (recorder: RecordingProxy): string[] => [
  ...new Set(recorder.sent.map(({ name }) => name).filter((name) => !/^GET \/[\w-]+\.js$/.test(name))),
];
const noticing = 'GET /noticing.js';

for (const { state, attribute, hasSignal = false, isNoticed = false, allowed } of [
  { state: 'off, because the page says so', attribute: 'denied', allowed: ['GET /v1/config'] },
  { state: 'off, by Global Privacy Control', attribute: 'granted', hasSignal: true, allowed: ['GET /v1/config'] },
  { state: 'local', attribute: 'required', isNoticed: true, allowed: ['GET /v1/config'] },
  {
    state: 'on',
    attribute: 'granted',
    isNoticed: true,
    allowed: ['GET /v1/config', 'POST /v1/consent', 'POST /v1/signals', 'POST /v1/visits'],
  },
]) {
  const isOn = state === 'on';
  test(`in state ${state}, nothing that a person or page wrote is in any byte sent`, async ({
    context,
    host,
    recorder,
  }) => {
    const page = await context.newPage();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (![recorder.url, host.origin].includes(origin) && protocol.startsWith('http')) elsewhere.push(request.url());
    });
    await prepare(context, page);
    if (hasSignal)
      await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
    const tag = `<script async src="${recorder.url}/harmony.js" data-site="pk_demo" data-consent="${attribute}" data-release="1.0"></script>`;
    const html = `<!doctype html><html lang="en"><head>${head}${tag}</head><body>${body}</body></html>`;
    await page.goto(withCanaries(host.put({ html })));
    await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    if (isNoticed) await expect.poll(() => recorder.sent.some(({ name }) => name === noticing)).toBe(true);

    // What asks at once after the page has come to the front is not taken for a press.
    await fillIn(page);
    await beStuck(page, isNoticed);
    const expected = [
      ...['click.dead', 'click.error', 'click.rage', 'custom.checkout-slow', 'error.console', 'error.rejection'],
      ...['error.resource', 'error.uncaught', 'form.invalid-loop', 'help.seek', 'network.failed'],
    ];
    if (isNoticed)
      await expect.poll(() => kindsOf(page), { timeout: 15_000 }).toEqual(expect.arrayContaining(expected));
    await page.locator('#route').click();
    await page.goBack();
    for (let time = 0; time < 3; time += 1) await page.reload();
    await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
    await page.locator('#thrown').click();
    if (isNoticed) await expect.poll(() => kindsOf(page)).toContain('error.uncaught');

    const kept = await keptBesides(page);
    expect(leaksIn(Buffer.from(kept.text))).toEqual([]);
    expect([kept.cookies.trim(), kept.others]).toEqual(['', 0]);
    if (!isOn) expect([kept.local.filter((name) => name !== 'harmony:choice'), kept.session]).toEqual([[], []]);
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['app']);

    // Closed in the middle: what waits goes now, or never.
    await page.locator('#rejected').click();
    await page.goto('about:blank');
    await recorder.quiet(1_000);
    await page.close();
    expect(elsewhere).toEqual([]);
    // Whether something may be sent from another origin, the browser asks by itself.
    const asked = beyondCode(recorder).map((name) => name.replace(/^OPTIONS /, 'POST '));
    expect(asked.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(recorder.sent.some(({ name }) => name === noticing)).toBe(isNoticed);
    expect(leaksIn(bytesOf(recorder.sent))).toEqual([]);

    // And what may leave, left: the words of a message that stand for everybody's.
    const told = recorder.sent
      .filter(({ name }) => name === 'POST /v1/signals')
      .map((one) => bodyOf(one).toString('utf8'));
    const left = ['thrown', 'rejected', 'written', 'caused'].filter((way) =>
      told.some((text) => text.includes(`quoll${way} refused`)),
    );
    expect(left).toEqual(isOn ? ['thrown', 'rejected', 'written', 'caused'] : []);
  });
}
