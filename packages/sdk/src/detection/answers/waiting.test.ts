import { describe, expect, it } from 'vitest';
import { detectOn } from '../detection.fixture.ts';
import type { Press } from '../detector.ts';
import { comesOf } from './waiting.ts';

const [here, elsewhere] = [{} as Element, {} as Element];
const press = (more: Partial<Press> = {}): Press =>
  ({ root: here, at: 1_000, pending: 0, respondedAt: null, ...more }) as Press;

describe('what only a person’s act leads to', () => {
  it.each([
    ['comes of the newest press', press(), press(), 1_010, true],
    ['of none that is known', press(), undefined, 1_010, true],
    ['of a press before it on the same thing', press(), press({ at: 1_400 }), 1_410, true],
    ['not of one before it elsewhere', press(), press({ at: 1_400, root: elsewhere }), 1_500, false],
    ['of one elsewhere too, once some time has passed', press(), press({ at: 1_400, root: elsewhere }), 1_800, true],
    ['of one whose request is on its way', press({ pending: 1 }), press({ at: 1_400, root: elsewhere }), 1_500, true],
    [
      'of one whose request has come back since',
      press({ respondedAt: 1_450 }),
      press({ at: 1_400, root: elsewhere }),
      1_500,
      true,
    ],
    [
      'not of one whose request came back before',
      press({ respondedAt: 1_300 }),
      press({ at: 1_400, root: elsewhere }),
      1_500,
      false,
    ],
  ] as const)('%s', (_, one, last, now, isIt) => {
    expect(comesOf(one, last, now)).toBe(isIt);
  });

  it('leaves a burst on a dead thing unanswered when something else is pressed and takes the focus', async () => {
    const page = '<button id="dead">Export</button><form><input id="a"><button id="send">Send</button></form>';
    const { press: click, fire, find, pass, kinds } = detectOn(page);
    for (let n = 0; n < 5; n += 1) {
      await click('#dead');
      await pass(200);
    }
    await pass(800);
    await click('#send');
    fire(find('#a'), 'focusin');
    fire(find('#a'), 'invalid');
    await pass(8_000);
    expect(kinds()).toContain('click.rage');
  });
});
