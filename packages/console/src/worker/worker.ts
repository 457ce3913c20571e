// The service worker of the console. It keeps no page and no content: it shows what is pushed while no console is open, and
// leads to the console. Requests go to the network as if it were not there.

import { english, wordsCache, wordsPath, type KeptWords } from './words.ts';

/** As much of the worker's world as is used here: the library for workers and the one for pages cannot stand together. */
interface Worker {
  addEventListener(type: 'install', listener: () => void): void;
  addEventListener(type: 'push', listener: (event: Lasting & { data: { json(): unknown } | null }) => void): void;
  addEventListener(
    type: 'notificationclick',
    listener: (event: Lasting & { notification: Notification }) => void,
  ): void;
  skipWaiting(): Promise<void>;
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<Page[]>;
    openWindow(path: string): Promise<unknown>;
  };
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Page {
  url: string;
  focus(): Promise<unknown>;
}

const worker = globalThis as unknown as Worker;

worker.addEventListener('install', () => void worker.skipWaiting());

worker.addEventListener('push', (event) => {
  const { assignmentId } = (event.data?.json() ?? {}) as { assignmentId?: string };
  event.waitUntil(tell(assignmentId ?? ''));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(toConsole());
});

/** Browsers want something to be seen for each message; what it says was left here by the console, in its language. */
async function tell(assignmentId: string): Promise<void> {
  const kept = await (await caches.open(wordsCache)).match(wordsPath);
  const { words, lang } = ((await kept?.json()) ?? english) as KeptWords;
  await worker.registration.showNotification(words, {
    ...{ lang, dir: 'auto', icon: '/console/icon.svg', tag: `request:${assignmentId}` },
  });
}

/** To a console that is open, else to a new one: what waits comes up there by itself. */
async function toConsole(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = pages.find(({ url }) => new URL(url).pathname.startsWith('/console/'));
  await (open ? open.focus() : worker.clients.openWindow('/console/queue'));
}
