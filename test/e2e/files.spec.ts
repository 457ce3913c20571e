import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { startHostServer } from '../fixtures/host.ts';
import { accept, ada, askForHelp, expect, log, say, test } from './people.ts';
import { isWell } from './well.ts';

/** A file as it is chosen, dropped or pasted. */
interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const serverLog: Chosen = { name: 'server.log', mimeType: 'text/plain', buffer: Buffer.from('10:42 refused\n') };
/** A real picture: what the page looks like. */
const pictureOf = async (page: Page, name: string): Promise<Chosen> => ({
  name,
  mimeType: 'image/png',
  buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 200 } }),
});

const attach = async (page: Page, files: Chosen[]): Promise<void> => {
  const coming = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach file' }).click();
  await (await coming).setFiles(files);
};
const tray = (page: Page) => page.getByRole('list', { name: 'Files to send' });
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
const picture = (page: Page, name: string) => log(page).getByRole('img', { name, exact: true });
/** Whether the picture's bytes have come and are one. */
const isDrawn = async (page: Page, name: string): Promise<void> => {
  // It is fetched when it comes near to what is seen.
  await log(page).getByTitle(name, { exact: true }).scrollIntoViewIfNeeded();
  await expect
    .poll(() => picture(page, name).evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBe(320);
};

/** The widget alone: the page around it is somebody else's. */
const hasNoOffence = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).include('harmony-widget').setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
};

/** As the browser does when a person drops or pastes a file. */
const hand = (page: Page, on: string, type: 'drop' | 'paste', { name, mimeType, buffer }: Chosen): Promise<void> =>
  page.locator(on).evaluate(
    (target, { how, file }) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
      data.items.add(new File([bytes], file.name, { type: file.mimeType }));
      const common = { bubbles: true, cancelable: true, composed: true };
      if (how === 'paste') {
        target.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }));
        return;
      }
      for (const step of ['dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(step, { ...common, dataTransfer: data }));
      }
    },
    { how: type, file: { name, mimeType, base64: buffer.toString('base64') } },
  );

test('files go both ways: chosen, dropped and pasted, seen full size, taken along', async ({ expert, visitor }) => {
  test.setTimeout(90_000);
  const adaPage = await expert(ada);
  const page = await visitor();
  await askForHelp(page, 'The database refuses my invoice');
  await accept(adaPage);

  await attach(page, [await pictureOf(page, 'invoice.png'), serverLog, { ...serverLog, name: 'wrong.txt' }]);
  await expect(tray(page).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await tray(page).getByRole('button', { name: 'Remove wrong.txt' }).click();
  await expect(picture(adaPage, 'invoice.png')).toHaveCount(0);
  await hasNoOffence(page);
  await send(page);
  await expect(tray(page)).toHaveCount(0);
  await expect(page.getByRole('status').getByText('server.log sent')).toBeAttached();
  for (const side of [page, adaPage]) {
    await isDrawn(side, 'invoice.png');
    await expect(log(side).getByText('server.log')).toHaveCount(1);
  }
  await expect(adaPage.getByRole('complementary', { name: 'Conversations' })).toContainText('File: server.log');

  await picture(page, 'invoice.png').click();
  const viewer = page.getByRole('dialog', { name: 'invoice.png' });
  await expect(viewer.getByRole('img', { name: 'invoice.png' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();

  for (const side of [page, adaPage]) {
    const coming = side.waitForEvent('download');
    await log(side).getByRole('button', { name: 'Download' }).last().click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('server.log');
    expect(await readFile(await download.path(), 'utf8')).toBe('10:42 refused\n');
  }

  await hand(adaPage, '.thread', 'drop', await pictureOf(adaPage, 'look here.png'));
  await expect(tray(adaPage)).toContainText('look here.png');
  await say(adaPage, 'This is the place');
  await isDrawn(page, 'look here.png');
  await expect(log(page)).toContainText('This is the place');
  await hand(page, 'harmony-conversation h-composer textarea', 'paste', await pictureOf(page, 'image.png'));
  await expect(tray(page)).toContainText('image.png');
  await page.keyboard.press('Enter');
  await isDrawn(adaPage, 'image.png');
  await hasNoOffence(page);
  await isWell(adaPage, 'files in the console');

  // Nothing is there twice, nothing is lost.
  await page.reload();
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  for (const name of ['invoice.png', 'look here.png', 'image.png']) await isDrawn(page, name);
  await expect(log(page).getByText('server.log')).toHaveCount(1);
});

test('what cannot be sent is said before it is sent', async ({ expert, visitor }) => {
  const adaPage = await expert(ada);
  const page = await visitor();
  await askForHelp(page, 'The database is full');
  await accept(adaPage);

  await attach(page, [{ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }]);
  await expect(tray(page)).toContainText(
    'This type cannot be sent. Pictures (PNG, JPEG, GIF, WebP), PDF and text files can',
  );
  await tray(page).getByRole('button', { name: 'Remove logo.svg' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await attach(page, [{ ...serverLog, buffer: Buffer.alloc(31 * 1024 * 1024, 'a') }]);
  await expect(tray(page)).toContainText('Too large: 31 MB of 20 MB allowed');
  // What its bytes are, only the server finds out.
  await tray(page).getByRole('button', { name: 'Remove server.log' }).click();
  await attach(page, [{ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }]);
  await send(page);
  await expect(tray(page)).toContainText('This type cannot be sent');
  await expect(log(adaPage).getByText('photo.png')).toHaveCount(0);
});

test('without a network a file is kept, goes when there is one, once, also with the panel closed', async ({
  expert,
  visitor,
}) => {
  test.setTimeout(60_000);
  const adaPage = await expert(ada);
  const page = await visitor();
  await askForHelp(page, 'The database is gone');
  await accept(adaPage);
  await attach(page, [serverLog]);

  await page.context().setOffline(true);
  await send(page);
  await expect(tray(page)).toContainText('No connection. It is kept and sent when you are back');
  await tray(page).getByRole('button', { name: 'Try again' }).click();
  await expect(tray(page).getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeHidden();
  await page.context().setOffline(false);

  await expect(log(adaPage).getByText('server.log')).toHaveCount(1, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await expect(log(page).getByText('server.log')).toHaveCount(1);
  await expect(tray(page)).toHaveCount(0);
});

test('on a page that forbids pictures from memory a picture is a line with Download', async ({
  expert,
  context,
  server,
}) => {
  const adaPage = await expert(ada);
  const host = await startHostServer();
  const html = `<!doctype html><html lang="en"><head><title>Strict</title><script async src="${server.url}/harmony.js" data-site="pk_demo"></script></head><body><h1>Strict</h1></body></html>`;
  const csp = `default-src 'self'; script-src ${server.url}; connect-src ${server.url} ${server.url.replace('http', 'ws')}; img-src 'self'; require-trusted-types-for 'script'`;
  const page = await context.newPage();
  await page.goto(host.put({ html, headers: { 'content-security-policy': csp } }));
  await askForHelp(page, 'The database forbids it');
  await accept(adaPage);

  await attach(page, [await pictureOf(page, 'invoice.png')]);
  await expect(tray(page)).toContainText('invoice.png');
  await send(page);
  await isDrawn(adaPage, 'invoice.png');
  const coming = page.waitForEvent('download');
  await log(page).getByRole('button', { name: 'Download' }).click();
  expect((await coming).suggestedFilename()).toBe('invoice.png');
  await expect(picture(page, 'invoice.png')).toHaveCount(0);
  await host.close();
});
