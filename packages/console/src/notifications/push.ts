import type { Http } from '@harmony-live/client';
import type { Push } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import { wordsCache, wordsPath, type KeptWords } from '../worker/words.ts';

const workerPath = '/console/worker.js';
const scope = '/console/';

/** Whether this browser can tell somebody while no console is open. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in globalThis;

/** Whether this device is told: the server keeps it, and the browser still knows of it. @throws ClientProblem */
export async function isPushOn(http: Http): Promise<boolean> {
  const { isOn } = await http.get<Push>('/v1/push');
  return isOn && (await subscription()) !== null;
}

/**
 * Has this device told from now on. To be called once notifications are permitted.
 *
 * @throws ClientProblem of the server · DOMException where the browser's push service cannot be reached, or is switched off
 */
export async function switchPushOn(http: Http): Promise<void> {
  const { publicKey } = await http.get<Push>('/v1/push');
  await navigator.serviceWorker.register(workerUrl(), { scope });
  try {
    const { pushManager } = await navigator.serviceWorker.ready;
    await keepWords();
    // One that was made for another key of the server is worth nothing, and stands in the way.
    await (await pushManager.getSubscription())?.unsubscribe();
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
    const { endpoint, keys } = made.toJSON();
    await http.put('/v1/push', { endpoint, keys });
  } catch (problem) {
    await forgetPush();
    throw problem;
  }
}

/** Has it told no more. @throws ClientProblem */
export async function switchPushOff(http: Http): Promise<void> {
  await http.delete('/v1/push');
  await forgetPush();
}

/** What the browser keeps goes: whoever signs in next on this device was not asked. */
export const forgetPush = (): Promise<void> =>
  whereAllowed(async () => {
    await (await subscription())?.unsubscribe();
    await (await navigator.serviceWorker.getRegistration(scope))?.unregister();
    await caches.delete(wordsCache);
  });

/** Takes what came while no console was open from the screen: whoever is here sees it here. */
export const closePushed = (): Promise<void> =>
  whereAllowed(async () => {
    const registration = await navigator.serviceWorker.getRegistration(scope);
    for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
  });

/** A browser that refuses, as some do in private windows, keeps nothing that could be cleared. */
async function whereAllowed(work: () => Promise<void>): Promise<void> {
  if (!canPush()) return;
  try {
    await work();
  } catch (refusal) {
    if (!(refusal instanceof DOMException)) throw refusal;
  }
}

async function subscription(): Promise<PushSubscription | null> {
  return (await (await navigator.serviceWorker.getRegistration(scope))?.pushManager.getSubscription()) ?? null;
}

/** The worker has no translations: the words lie ready for it in the language of now. */
async function keepWords(): Promise<void> {
  const kept: KeptWords = { words: msg('A request waits for you'), lang: document.documentElement.lang };
  await (await caches.open(wordsCache)).put(wordsPath, Response.json(kept));
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

interface TrustedPolicy {
  createScriptURL(path: string): string;
}

/** The console's policy lets a page name no script but by a trusted policy; this one knows a single name. */
function workerUrl(): string {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy };
  };
  if (!trustedTypes) return workerPath;
  policy ??= trustedTypes.createPolicy('harmony-worker', { createScriptURL: () => workerPath });
  return policy.createScriptURL(workerPath);
}
let policy: TrustedPolicy | undefined;
