import type { Page } from '@playwright/test';
import { listen, polluted, told } from '../manners/hostile.ts';
import { bubble, tag, test, waiting } from './host-visits.ts';
import { askForHelp, expect } from './people.ts';

const body = `<main><h1>Orders</h1><p><button id="own" onclick="this.textContent='Saved'">Save</button></p>
  <p><button id="dead">Export</button></p></main>`;

/** Presses a button that does nothing, and one that works. */
const use = async (page: Page): Promise<void> => {
  for (let time = 0; time < 4; time += 1) await page.locator('#dead').click({ delay: 10 });
};
const stillWorks = async (page: Page): Promise<void> => {
  await page.locator('#own').click();
  await expect(page.locator('#own')).toHaveText('Saved');
};

for (const [what, isHelpKept, pollute] of polluted) {
  test(`a page ${what} is not harmed, and never hears of us`, async ({ visit }) => {
    const { page, warnings, errors } = await visit({
      body,
      tags: tag.replace('data-site', 'data-consent="granted" data-site'),
      before: async (one) => {
        await listen(one);
        await one.addInitScript(pollute);
      },
    });
    await page.waitForLoadState('networkidle');
    await use(page);
    if (isHelpKept) await expect.poll(() => told(page, 'kinds')).toContain('click.rage');
    await stillWorks(page);
    if (isHelpKept) {
      await askForHelp(page, 'The order list stays empty');
      await expect(waiting(page)).toBeVisible();
      await page.getByRole('button', { name: 'Cancel request' }).click();
      await expect(waiting(page)).toBeHidden();
      expect(warnings).toEqual([]);
    }
    await page.waitForLoadState('networkidle');
    expect(await told(page, 'uncaught')).toEqual([]);
    expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([]);
    expect(warnings.filter((warning) => !warning.startsWith('[Harmony]'))).toEqual([]);
    expect(new Set(warnings).size).toBe(warnings.length);
    await page.evaluate(() => (window as unknown as { Harmony: { shutdown(): void } }).Harmony.shutdown());
    await expect(page.locator('harmony-widget')).toHaveCount(0);
    await stillWorks(page);
  });
}

test('a form whose fields are named as what we ask of elements is understood all the same', async ({ visit }) => {
  const names =
    'id getAttribute hasAttribute tagName localName matches closest children parentElement nodeType contains getRootNode ' +
    'ownerDocument shadowRoot isConnected querySelector querySelectorAll elements addEventListener textContent type name';
  const fields = names
    .split(' ')
    .map((name) => `<input name="${name}" value="x">`)
    .join('');
  const { page, warnings, errors } = await visit({
    body: `<main><form>${fields}<button type="button" id="dead">Export</button><button type="button">Send</button></form>
      <p><button id="own" onclick="this.textContent='Saved'">Save</button></p></main>`,
    before: async (one) => {
      await listen(one);
      await one.addInitScript(() =>
        addEventListener('harmony:signal', (event) => {
          const { kind, target } = (event as CustomEvent<{ kind: string; target?: { selector: string } }>).detail;
          Object.assign(window, { [kind]: target?.selector });
        }),
      );
    },
  });
  // Even the tool that drives the browser asks elements, so this is done by hand.
  const press = async (selector: string, times: number): Promise<void> => {
    const [x, y] = await page.evaluate((where) => {
      const { left, top, width, height } = document.querySelector(where)!.getBoundingClientRect();
      return [left + width / 2, top + height / 2] as const;
    }, selector);
    for (let time = 0; time < times; time += 1) await page.mouse.click(x, y, { delay: 10 });
  };
  const selectorOf = (kind: string): Promise<string> =>
    page.evaluate((one) => (window as unknown as Record<string, string>)[one]!, kind);
  await page.waitForFunction(() => document.querySelector('harmony-widget') !== null);
  await page.waitForLoadState('networkidle');
  await press('input[name=id]', 1);
  await page.keyboard.type('y');
  await press('#dead', 4);
  await expect.poll(() => told(page, 'kinds')).toEqual(expect.arrayContaining(['click.dead', 'click.rage']));
  expect(await selectorOf('click.rage')).toBe('button#dead');
  // One without a name of its own is told by its place, through the form.
  await press('form button:last-of-type', 4);
  await expect.poll(() => selectorOf('click.rage')).toBe('main>form>button:nth-of-type(2)');
  await press('form', 1);
  await press('#own', 1);
  expect(await page.evaluate(() => document.getElementById('own')!.textContent)).toBe('Saved');
  expect([await told(page, 'uncaught'), errors, warnings]).toEqual([[], [], []]);
});

test('whatever a page throws, we hear of it once and add nothing to it', async ({ visit }) => {
  const { page, warnings } = await visit({ body, before: listen });
  await expect(bubble(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => {
    const throwing = (): object =>
      Object.defineProperties(
        {},
        Object.fromEntries(
          ['name', 'message', 'stack', 'cause', 'errors', 'toString', 'constructor'].map((name) => [
            name,
            {
              get: () => {
                throw new Error('not yours');
              },
            },
          ]),
        ),
      );
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const nosy = new Proxy(
      {},
      {
        get: () => {
          throw new Error('not yours');
        },
        has: () => {
          throw new Error('nor this');
        },
        getPrototypeOf: () => null,
      },
    );
    const circle = new Error('circle');
    circle.cause = circle;
    const odd = [
      throwing(),
      revoked,
      nosy,
      circle,
      null,
      undefined,
      0,
      Symbol('odd'),
      10n,
      () => {},
      Object.create(null),
    ];
    odd.forEach((one) => {
      setTimeout(() => {
        throw one;
      });
      void Promise.reject(one as Error);
      try {
        console.error(one);
      } catch {
        /* The browser's own console could not write it. */
      }
    });
    void fetch(
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('not yours');
          },
        },
      ) as Request,
    ).catch(() => {});
    const xhr = new XMLHttpRequest();
    try {
      xhr.open(
        {
          toString: () => {
            throw new Error('not yours');
          },
        } as unknown as string,
        '/x',
      );
    } catch {
      /* Its own. */
    }
    (window as unknown as { Harmony: { on(name: string, fn: () => void): void } }).Harmony.on('signal', () => {
      throw new Error('of a listener');
    });
  });
  await use(page);
  await expect
    .poll(() => told(page, 'kinds'))
    .toEqual(expect.arrayContaining(['error.uncaught', 'error.rejection', 'click.rage']));
  await stillWorks(page);
  const uncaught = await told(page, 'uncaught');
  expect(uncaught.filter((one) => one.includes('not yours') || one.includes('nor this'))).toEqual([]);
  expect(uncaught.length).toBe(22);
  expect(warnings.filter((warning) => !warning.includes('A listener of "signal": of a listener'))).toEqual([]);
});

test('a detector that fails three times is off, says so once, and the page hears nothing of it', async ({ visit }) => {
  const { page, warnings, errors } = await visit({ body, before: listen });
  await expect(bubble(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  const thrown = await page.evaluate(() => {
    type Emit = (sign?: object) => void;
    let emit: Emit = () => {};
    const { Harmony } = window as unknown as {
      Harmony: { detector(one: { kind: string; start(emit: Emit): void }): void };
    };
    Harmony.detector({ kind: 'custom.broken', start: (given) => void (emit = given) });
    let count = 0;
    for (let time = 0; time < 5; time += 1)
      try {
        // No element: a mistake of the host's, and nothing that its own code should end by.
        emit({ target: { nodeType: 1 } });
      } catch {
        count += 1;
      }
    Harmony.detector({
      kind: 'custom.stillborn',
      start: () => {
        throw new Error('cannot start');
      },
    });
    return count;
  });
  expect(thrown).toBe(0);
  await use(page);
  await expect.poll(() => told(page, 'kinds')).toContain('click.rage');
  await stillWorks(page);
  expect(warnings).toEqual([expect.stringContaining('The detector custom.broken failed three times')]);
  expect([await told(page, 'uncaught'), errors]).toEqual([[], []]);
});
