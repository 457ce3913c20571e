import type { KeyValueStorage } from '@harmony-live/client';
import { draftPrefix } from '../app/device.ts';

/** What is written in an article and not saved, with the version that it was begun from. */
export interface Unsaved {
  version: number;
  title: string;
  body: string;
}

const keyOf = (articleId: string): string => `${draftPrefix}article:${articleId}`;

/** Keeps it on the device, so that a request that is accepted meanwhile, or a reload, takes nothing away; null forgets it. */
export const keepUnsaved = (storage: KeyValueStorage, articleId: string, unsaved: Unsaved | null): void => {
  try {
    if (unsaved === null) storage.removeItem(keyOf(articleId));
    else storage.setItem(keyOf(articleId), JSON.stringify(unsaved));
  } catch {
    // A full or refused storage: the fields still have it while they are on screen.
  }
};

/** What was kept; null when there is nothing, or nothing that can be read. */
export const findUnsaved = (storage: KeyValueStorage, articleId: string): Unsaved | null => {
  try {
    const { version, title, body } = JSON.parse(storage.getItem(keyOf(articleId)) ?? '{}') as Record<string, unknown>;
    const isWhole = typeof version === 'number' && typeof title === 'string' && typeof body === 'string';
    return isWhole ? { version, title, body } : null;
  } catch {
    return null;
  }
};
