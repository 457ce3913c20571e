import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { serveSpecimens, type Specimens } from '../../packages/ui/specimens/build.ts';
import type { LogMessage } from '../../packages/ui/src/log/types.ts';

// The elements as seen from the page; their own modules import style sheets, which only the bundler understands.
type LogElement = HTMLElement & { messages: readonly LogMessage[]; updateComplete: Promise<boolean> };
type DialogElement = HTMLElement & { isOpen: boolean; updateComplete: Promise<boolean> };
type ComposerElement = HTMLElement & { conversationId: string; updateComplete: Promise<boolean> };

const test = base.extend<object, { specimens: Specimens }>({
  specimens: [
    async ({ browserName: _browserName }, use) => {
      const specimens = await serveSpecimens();
      await use(specimens);
      await specimens.close();
    },
    { scope: 'worker' },
  ],
});

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1280, height: 2000 } });

for (const [name, query] of [
  ['light', '?theme=light'],
  ['dark', '?theme=dark'],
  ['right to left', '?theme=light&locale=ar'],
  ['a brand nobody could read', '?theme=light&brand=%23ffd400'],
  ['a dialog', '?theme=dark&dialog'],
] as const) {
  test(`every part in every state passes axe: ${name}`, async ({ page, specimens }) => {
    const complaints = listen(page);
    await page.goto(specimens.url + query);
    await expect(page.getByRole('heading', { name: 'Specimens', includeHidden: true })).toBeAttached();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

test('browsers without newer colour functions see the same colours', async ({ page, specimens }) => {
  const grounds: string[][] = [];
  for (const isOld of [false, true]) {
    await page.route('**/specimens.js', async (route) => {
      const response = await route.fetch();
      const script = await response.text();
      await route.fulfill({
        response,
        body: isOld ? script.replaceAll('color: light-dark(#000, #fff)', 'color: nothing') : script,
      });
    });
    const seen: string[] = [];
    for (const theme of ['light', 'dark']) {
      await page.goto(`${specimens.url}?theme=${theme}`);
      seen.push(await groundOf(page, 'Send request'), await groundOf(page, 'Erase'));
    }
    grounds.push(seen);
    await page.unroute('**/specimens.js');
  }
  expect(new Set(grounds[0]).size).toBe(4);
  expect(grounds[1]).toEqual(grounds[0]);
});

test('the log follows its end only while the end is in view', async ({ page, specimens }) => {
  await page.goto(specimens.url);
  const log = page.getByRole('log', { name: 'Conversation', exact: true });
  // The question lies in the log's slot, so that it is no child of it in the document.
  await expect(page.getByText('Ada thinks this is solved.').last()).toBeInViewport();
  await addMessage(page, { id: 'new-1', body: 'Is it well now?' });
  await expect(log.getByText('Is it well now?')).toBeInViewport();

  await log.evaluate((element) => element.scrollTo(0, 0));
  await addMessage(page, { id: 'new-2', body: 'One more thing' });
  await expect(log.getByText('I changed the tax rate')).toBeInViewport();
  await page.getByRole('button', { name: '1 new below' }).click();
  await expect(log.getByText('One more thing')).toBeInViewport();
  await expect(page.getByRole('button', { name: '1 new below' })).toBeHidden();

  await log.evaluate((element) => element.scrollTo(0, 0));
  await addMessage(page, { id: 'new-3', body: 'My own words', isMine: true, state: 'sending' });
  await expect(log.getByText('My own words')).toBeInViewport();
});

test('what arrives right after a way up leaves the reader there', async ({ page, specimens }) => {
  await page.goto(specimens.url);
  const log = page.getByRole('log', { name: 'Conversation', exact: true });
  await expect(page.getByText('Ada thinks this is solved.').last()).toBeInViewport();
  await page.evaluate(async () => {
    const shown = document.querySelector<LogElement>('h-log')!;
    const last = shown.messages.findLast(({ kind, isMine }) => kind === 'text' && !isMine)!;
    // Both in one task, so that no frame has told the log of the way up.
    shown.shadowRoot!.querySelector('[role="log"]')!.scrollTo(0, 0);
    shown.messages = [...shown.messages, { ...last, id: 'new-4', body: 'In the same frame' }];
    await shown.updateComplete;
  });
  await expect(page.getByRole('button', { name: '1 new below' })).toBeVisible();
  await expect(log.getByText('I changed the tax rate')).toBeInViewport();
});

test('another conversation in the same log opens at its end and is told as seen', async ({ page, specimens }) => {
  await page.goto(specimens.url);
  const heard = await hear(page, 'h-log', ['h-seen']);
  const log = page.getByRole('log', { name: 'Conversation', exact: true });
  await log.evaluate((element) => element.scrollTo(0, 0));
  await page.evaluate(() => {
    const shown = document.querySelector<LogElement>('h-log')!;
    shown.messages = shown.messages.map((message, at) => ({
      ...message,
      id: `other-${at}`,
      isMine: false,
      body: `Line ${at}`,
    }));
  });
  await expect(log.getByText('Line 8')).toBeInViewport();
  await expect.poll(heard).toEqual([['h-seen', { id: 'other-8' }]]);
});

test('a failed message offers Try again and Remove', async ({ page, specimens }) => {
  await page.goto(specimens.url);
  const heard = await hear(page, 'h-log', ['h-retry', 'h-remove']);
  const log = page.getByRole('log', { name: 'Conversation', exact: true });
  await log.getByRole('button', { name: 'Try again' }).click();
  await log.getByRole('button', { name: 'Remove' }).click();
  expect(await heard()).toEqual([
    ['h-retry', { id: 'm-7' }],
    ['h-remove', { id: 'm-7' }],
  ]);
});

test('the composer sends with Enter, breaks with Shift+Enter and keeps drafts apart', async ({ page, specimens }) => {
  await page.goto(specimens.url);
  const heard = await hear(page, 'h-composer', ['h-send', 'h-typing']);
  const box = page.getByRole('textbox', { name: 'Message' }).first();
  await box.focus();
  await page.keyboard.type('One');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('');
  await page.keyboard.press('Enter');
  expect(await heard()).toEqual([
    ['h-typing', { isTyping: true }],
    ['h-send', { body: 'One\ntwo' }],
    ['h-typing', { isTyping: false }],
  ]);

  await page.keyboard.type('half a sent');
  await goTo(page, 'another');
  await expect(box).toHaveValue('');
  await goTo(page, 'w');
  await expect(box).toHaveValue('half a sent');
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  expect((await heard()).filter(([type]) => type === 'h-send')).toEqual([
    ['h-send', { body: 'One\ntwo' }],
    ['h-send', { body: 'half a sent' }],
  ]);
  await expect(box).toBeFocused();
});

test('a composer grows with what is written', async ({ page, specimens }) => {
  await page.goto(specimens.url);
  const box = page.getByRole('textbox', { name: 'Message' }).first();
  const before = await box.boundingBox();
  await box.fill('One\ntwo\nthree');
  expect((await box.boundingBox())!.height).toBeGreaterThan(before!.height + 30);
});

test('Escape asks a dialog to close, and only the owner closes it', async ({ page, specimens }) => {
  await page.goto(`${specimens.url}?dialog`);
  const heard = await hear(page, 'h-dialog', ['h-close']);
  const dialog = page.getByRole('dialog', { name: 'Erase everything?' });
  await expect(dialog.or(page.getByRole('button', { name: 'Keep it' })).first()).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await heard()).toEqual([['h-close', { reason: 'escape' }]]);
  await expect(dialog).toBeVisible();
});

test('a dialog that is opened again at once stays, though the browser tells only then that it had closed', async ({
  page,
  specimens,
}) => {
  await page.goto(`${specimens.url}?dialog`);
  const heard = await hear(page, 'h-dialog', ['h-close']);
  const keep = page.getByRole('button', { name: 'Keep it' });
  await expect(keep).toBeVisible();
  await page.evaluate(async () => {
    const dialog = document.querySelector<DialogElement>('h-dialog')!;
    const closed = new Promise((resolve) =>
      dialog.shadowRoot!.querySelector('dialog')!.addEventListener('close', resolve),
    );
    dialog.isOpen = false;
    await dialog.updateComplete;
    dialog.isOpen = true;
    await closed;
  });
  expect(await heard()).toEqual([]);
  await expect(keep).toBeVisible();
});

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

async function groundOf(page: Page, name: string): Promise<string> {
  const button = page.getByRole('button', { name, includeHidden: true }).first();
  return button.evaluate((element) => {
    // Drawn on a canvas, because computed colours keep the notation they were written in.
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.fillStyle = getComputedStyle(element).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data.join(' ');
  });
}

async function addMessage(page: Page, message: Partial<LogMessage>): Promise<void> {
  await page.evaluate(async (more) => {
    const log = document.querySelector<LogElement>('h-log')!;
    const plain = {
      kind: 'text',
      from: { id: 'a', name: 'Ada' },
      isMine: false,
      at: '2026-11-24T10:55:00.000Z',
      id: '',
      body: '',
    } as const;
    log.messages = [...log.messages, { ...plain, ...more }];
    await log.updateComplete;
  }, message);
}

async function goTo(page: Page, conversationId: string): Promise<void> {
  await page.evaluate(async (id) => {
    const composer = document.querySelector<ComposerElement>('h-composer')!;
    composer.conversationId = id;
    await composer.updateComplete;
  }, conversationId);
}

async function hear(page: Page, tag: string, types: string[]): Promise<() => Promise<[string, unknown][]>> {
  const heard: [string, unknown][] = [];
  const name = `heard_${tag.replace('-', '_')}`;
  await page.exposeFunction(name, (type: string, detail: unknown) => void heard.push([type, detail]));
  await page.evaluate(
    ({ tag, types, name }) => {
      const tell = (window as unknown as Record<string, (type: string, detail: unknown) => void>)[name]!;
      const element = document.querySelector(tag)!;
      for (const type of types) element.addEventListener(type, (event) => tell(type, (event as CustomEvent).detail));
    },
    { tag, types, name },
  );
  return () => page.evaluate(() => undefined).then(() => heard);
}
