import { evaluate, principles } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { readAction } from './described-action.ts';
import { pageRules, rules } from './rules.ts';

const codes = new Set(rules.map(({ action }) => action));

describe('the rule table', () => {
  it('ties each rule to a principle of the product, under an id of its own', () => {
    for (const { principle } of rules) expect(principles).toContain(principle);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('approves nothing whose facts are all false', () => {
    for (const action of codes) {
      const facts = Object.fromEntries(rules.map(({ requires }) => [requires, false]));
      expect(evaluate(rules, { action, facts }).result, action).not.toBe('approved');
    }
  });

  it('approves every action whose facts all hold', () => {
    for (const action of codes) {
      const facts = Object.fromEntries(rules.map(({ requires }) => [requires, true]));
      expect(evaluate(rules, { action, facts }).result, action).toBe('approved');
    }
  });

  it('gives the page its own part, small enough for the configuration', () => {
    expect(pageRules.map(({ action }) => action)).toContain('offer.show');
    expect(JSON.stringify(pageRules).length).toBeLessThan(3_000);
  });
});

describe('reading what somebody means to do', () => {
  it.each([
    ['Share the user’s screen with the expert', 'screen.share'],
    ['Look at the screen of the visitor', 'screen.share'],
    ['Record the voice call for training', 'call.record'],
    ['Publish the solution as an article', 'article.publish'],
    ['Train a model on the conversation', 'conversation.learn'],
    ['Sell e-mail addresses to an advertiser', 'person.disclose'],
    ['Ban an expert after three complaints', 'member.suspend'],
    ['Collect clicks of the visitor', 'signal.send'],
  ])('understands “%s”', (text, action) => {
    expect(readAction(text, codes)).toMatchObject({ action });
  });

  it('takes a code as it is, for certain', () => {
    expect(readAction('screen.share', codes)).toEqual({
      action: 'screen.share',
      confidence: 1,
      facts: {},
      nearest: [],
    });
  });

  it.each([
    ['Share the screen without consent', false],
    ['Secretly watch the screen of a visitor', false],
    ['View the screen although they never agreed', false],
    ['Share the screen without the person’s permission', false],
    ['View the screen after the person gave their consent', true],
    ['See the screen; the visitor agreed', true],
  ])('hears what “%s” says about consent', (text, agreed) => {
    expect(readAction(text, codes)).toMatchObject({ action: 'screen.share', facts: { 'consent.view': agreed } });
  });

  it('admits that it does not know what fits nothing', () => {
    expect(readAction('Water the plants in the office', codes)).toMatchObject({ action: null, confidence: 0 });
  });
});
