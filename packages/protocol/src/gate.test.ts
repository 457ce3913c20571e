import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, principles, type GateRule } from './gate.ts';

const rule = (change: Partial<GateRule> = {}): GateRule => ({
  id: 'view',
  principle: 'sacred-privacy',
  action: 'screen.share',
  requires: 'consent.view',
  otherwise: 'rejected',
  explanation: 'The person agreed to show their screen.',
  alternative: 'Ask for it.',
  ...change,
});

describe('the gate', () => {
  it('approves with full confidence when every fact holds', () => {
    const answer = evaluate([rule()], { action: 'screen.share', facts: { 'consent.view': true } });
    expect(answer).toMatchObject({ result: 'approved', confidence: 1, conditions: [], suggestedAlternatives: [] });
    expect(answer.principlesEvaluated).toEqual([
      {
        principleId: 'sacred-privacy',
        assessment: 'satisfied',
        explanation: 'The person agreed to show their screen.',
      },
    ]);
  });

  it('gives the rule’s own verdict, and another way, when a fact is false', () => {
    const answer = evaluate([rule()], { action: 'screen.share', facts: { 'consent.view': false } });
    expect(answer).toMatchObject({ result: 'rejected', confidence: 1, suggestedAlternatives: ['Ask for it.'] });
    expect(answer.explanation).toContain('The person agreed to show their screen.');
  });

  it('approves on condition, half sure, when nobody said whether a fact holds', () => {
    const answer = evaluate([rule()], { action: 'screen.share', facts: {} });
    expect(answer).toMatchObject({
      result: 'conditionally_approved',
      confidence: 0.5,
      conditions: ['The person agreed to show their screen.'],
    });
    expect(answer.principlesEvaluated[0]?.assessment).toBe('unclear');
  });

  it('lets the hardest verdict win, whatever the order of the rules', () => {
    const rules = [rule(), rule({ id: 'kept', requires: 'kept', otherwise: 'needs_review' })];
    const facts = { 'consent.view': false, kept: false };
    expect(evaluate(rules, { action: 'screen.share', facts }).result).toBe('rejected');
    expect(evaluate(rules.toReversed(), { action: 'screen.share', facts }).result).toBe('rejected');
    expect(evaluate(rules, { action: 'screen.share', facts: { 'consent.view': true, kept: false } }).result).toBe(
      'needs_review',
    );
  });

  it('leaves an action without a rule to a person, and says how little it knows', () => {
    const answer = evaluate([rule()], { action: 'moon.move', facts: { 'consent.view': true } });
    expect(answer.result).toBe('needs_review');
    expect(answer.confidence).toBeLessThan(0.5);
  });

  it('never gets milder when a fact turns from true to false', () => {
    const order = ['approved', 'conditionally_approved', 'needs_review', 'rejected'];
    const rules = fc.array(
      fc.record({
        id: fc.string(),
        principle: fc.constantFrom(...principles),
        action: fc.constantFrom('a', 'b'),
        requires: fc.constantFrom('x', 'y', 'z'),
        otherwise: fc.constantFrom('conditionally_approved' as const, 'needs_review' as const, 'rejected' as const),
        explanation: fc.string(),
      }),
      { maxLength: 6 },
    );
    const facts = fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.boolean());
    fc.assert(
      fc.property(rules, facts, fc.constantFrom('x', 'y', 'z'), (table, given, name) => {
        const held = evaluate(table, { action: 'a', facts: { ...given, [name]: true } });
        const broken = evaluate(table, { action: 'a', facts: { ...given, [name]: false } });
        expect(order.indexOf(broken.result)).toBeGreaterThanOrEqual(order.indexOf(held.result));
        expect(held.confidence).toBeGreaterThan(0);
        expect(held.confidence).toBeLessThanOrEqual(1);
      }),
    );
  });
});
