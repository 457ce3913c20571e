import { describe, expect, test } from 'vitest';
import { rules } from './rules/index.ts';
import { readRepository, report } from './tree.ts';

const repository = readRepository();

describe.each(rules)('$name', (rule) => {
  test('holds in this repository', () => {
    expect(report(rule, rule.check(repository))).toBe('');
  });

  test('is seen where it is broken, and nowhere else', () => {
    const violations = rule.check(rule.broken.tree);

    expect(violations.map(({ path, line }) => `${path}:${line}`).toSorted()).toEqual(rule.broken.at.toSorted());
    expect(report(rule, violations)).toContain(rule.mend);
  });
});
