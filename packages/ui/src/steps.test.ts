import { expect, test } from 'vitest';
import { isFailedStep, stepWords } from './steps.ts';

const at = '2026-03-02T09:00:00.000Z';
const target = { tag: 'button', selector: 'button#save' };
const get = { kind: 'request', at, method: 'GET', endpoint: '/x/:id', count: 1 } as const;

test.each([
  [{ kind: 'press', at, target, count: 1 } as const, 'Pressed button#save', false],
  [{ kind: 'press', at, target: { ...target, label: 'Save' }, count: 3 } as const, 'Pressed “Save” ×3', false],
  [{ kind: 'input', at, target, count: 1 } as const, 'Typed in button#save', false],
  [{ kind: 'page', at, page: '/a/:id', count: 1 } as const, 'Opened /a/:id', false],
  [{ kind: 'error', at, message: 'x is not a function', count: 1 } as const, 'Error: x is not a function', true],
  [get, 'GET /x/:id, not answered yet', false],
  [{ ...get, status: 0 }, 'GET /x/:id found no network', true],
  [{ ...get, status: 500 }, 'GET /x/:id failed (500)', true],
  [{ ...get, status: 204 }, 'GET /x/:id answered (204)', false],
])('%o is told in plain words', (step, words, isFailed) => {
  expect(stepWords(step)).toBe(words);
  expect(isFailedStep(step)).toBe(isFailed);
});
