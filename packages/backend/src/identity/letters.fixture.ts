import { vi } from 'vitest';
import type { TestApp } from '../../test/app.ts';
import { demoMails, type DemoMail } from '../platform/mail/index.ts';

/** Letters to this address that the demo kept, newest first; waits until there are so many. */
export const lettersTo = (test: TestApp, address: string, atLeast = 1): Promise<DemoMail[]> =>
  vi.waitFor(async () => {
    const mails = await test.app.platform.db.asSystem('test', (tx) => demoMails(tx, 100));
    const letters = mails.filter(({ to }) => to === address);
    if (letters.length < atLeast) throw new Error(`${letters.length} letters to ${address} yet`);
    return letters;
  }, 15_000);

/** The token in the link of a letter. */
export const tokenOf = ({ link }: Pick<DemoMail, 'link'>): string => link!.split('/').at(-1)!;
