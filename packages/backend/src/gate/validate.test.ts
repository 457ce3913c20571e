import { describe, expect, it } from 'vitest';
import { validateAction } from './validate.ts';

const ask = (actionDescription: string, facts?: Record<string, boolean>) =>
  validateAction({
    actionDescription,
    context: { initiator: 'an admin', purpose: 'to help', ...(facts && { facts }) },
  });

describe('validating a described action', () => {
  it('approves a code whose facts are established', () => {
    expect(ask('screen.share', { 'consent.view': true }).answer).toMatchObject({ result: 'approved', confidence: 1 });
  });

  it('approves a code on condition when nothing is established', () => {
    const { answer } = ask('screen.share');
    expect(answer.result).toBe('conditionally_approved');
    expect(answer.conditions).toHaveLength(1);
  });

  it('rejects words that say consent is missing, and offers another way', () => {
    const { action, answer } = ask('Record the call without consent');
    expect(action).toBe('call.record');
    expect(answer.result).toBe('rejected');
    expect(answer.confidence).toBeLessThan(1);
    expect(answer.suggestedAlternatives).not.toEqual([]);
  });

  it('believes an established fact over the words', () => {
    expect(ask('Record the call with consent', { 'consent.record': false }).answer.result).toBe('rejected');
  });

  it('leaves what it does not understand to a person, hardly confident', () => {
    const { action, answer } = ask('Water the plants');
    expect(action).toBe('unknown');
    expect(answer.result).toBe('needs_review');
    expect(answer.confidence).toBeLessThan(0.5);
    expect(answer.principlesEvaluated.map(({ principleId }) => principleId)).toEqual(['integrated-ethics']);
  });

  it('keeps what was described for the auditor', () => {
    expect(ask('Water the plants').told).toMatchObject({ described: 'Water the plants', onBehalfOf: 'an admin' });
  });
});
