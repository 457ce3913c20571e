import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import type { Engine } from './engines.ts';
import { wait } from './hand.ts';
import { toldKey, type Told } from './ours.ts';
import { webkitHand } from './webkit-hand.ts';

/** Where Debian puts them (`webkit2gtk-driver`, `xvfb`). */
const driverPath = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
const screenPath = '/usr/bin/Xvfb';
/** The window's own bars take 38 of it: what is left is as high as in the other engines. */
const windowSize = { x: 0, y: 0, width: 1280, height: 758 };

/** WebKitGTK: each page in a browser of its own, on a screen of its own, so that none takes the focus from another. */
export const webkitEngine = (): Promise<Engine> =>
  Promise.resolve({
    name: 'webkit',
    open: async (address) => {
      const started: ChildProcess[] = [];
      const close = async (): Promise<void> => {
        await Promise.all(started.reverse().map(ended));
      };
      try {
        const { driver, run } = await openBrowser(started);
        await driver.get(address);
        return {
          hand: webkitHand(driver, address),
          hasLoaded: async (file) => {
            for (let n = 0; n < 50 && !(await run<boolean>(hasLoaded, file.source)); n += 1) await wait(100);
          },
          told: async () => {
            const { origin } = new URL(address);
            // Some other origin, or the browser's own page about an address that it cannot open.
            if (!(await driver.getCurrentUrl()).startsWith(origin)) await driver.get(`${origin}/app/told`);
            const kept = await run<string>(`return sessionStorage.getItem('${toldKey}') ?? ''`);
            return kept
              .split('\n')
              .filter(Boolean)
              .map((line) => JSON.parse(line) as Told);
          },
          close,
        };
      } catch (error) {
        await close();
        throw error;
      }
    },
    close: () => Promise.resolve(),
  });

const hasLoaded = (source: string): boolean =>
  performance.getEntriesByType('resource').some(({ name }) => new RegExp(source).test(name));

interface Browser {
  driver: WebDriver;
  run: <T>(script: string | ((...args: never[]) => T), ...args: unknown[]) => Promise<T>;
}

/** @param started gets every process that was started, for whoever ends them */
const openBrowser = async (started: ChildProcess[]): Promise<Browser> => {
  const screen = begun(started, screenPath, ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp']);
  const [display] = (await once(screen.stdio[3]!, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, DISPLAY: `:${display.toString().trim()}` };
  begun(started, driverPath, [`--port=${new URL(url).port}`], env);
  for (let n = 0; n < 100 && !(await isListening(url)); n += 1) await wait(50);
  const driver = await new Builder().usingServer(url).withCapabilities(capabilities()).build();
  await driver.manage().window().setRect(windowSize);
  return { driver, run: (script, ...args) => driver.executeScript(script as string, ...args) };
};

const capabilities = (): Capabilities =>
  new Capabilities({
    browserName: 'MiniBrowser',
    // As Playwright does with `alert`, `confirm` and `prompt`.
    unhandledPromptBehavior: 'dismiss',
    'webkitgtk:browserOptions': {
      binary: process.env.WEBKIT ?? globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')[0],
      args: ['--automation'],
    },
  });

/** Begins a process with what it will begin itself in one group, so that all of it can be ended. */
const begun = (started: ChildProcess[], command: string, args: string[], env = process.env): ChildProcess => {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  started.push(child);
  return child;
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null) return;
  const exit = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exit;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const isListening = (url: string): Promise<boolean> =>
  fetch(`${url}/status`).then(
    ({ ok }) => ok,
    () => false,
  );
