import type { WidgetHost } from '@harmony-live/sdk';
import { describe, expect, it } from 'vitest';
import { Help } from './help.ts';

const begin = (mayAsk = true) => {
  const answers: boolean[] = [];
  let changes = 0;
  const help = new Help({
    asksConsent: () => mayAsk && answers.length === 0,
    consent: (choice: { detect?: boolean }) => void answers.push(choice.detect!),
  } as Partial<WidgetHost> as WidgetHost);
  help.subscribe(() => (changes += 1));
  return { help, answers, changes: () => changes };
};

describe('the question for consent', () => {
  it('is not asked before it matters to the person, then once', () => {
    const { help, answers, changes } = begin();
    expect(help.asksConsent).toBe(false);
    help.mattersNow();
    expect([help.asksConsent, changes()]).toEqual([true, 1]);
    help.consent({ detect: false });
    expect([help.asksConsent, changes(), answers]).toEqual([false, 2, [false]]);
  });

  it('is never asked where the page asks by itself, or the person has chosen', () => {
    const { help } = begin(false);
    help.mattersNow();
    expect(help.asksConsent).toBe(false);
  });
});
