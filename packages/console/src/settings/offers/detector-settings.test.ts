import { expect, it } from 'vitest';
import { withDetector } from './detector-settings.ts';

it('switches one kind off and leaves the others alone', () => {
  expect(withDetector({ 'nav.loop': { isOn: false } }, 'click.dead', false)).toEqual({
    'nav.loop': { isOn: false },
    'click.dead': { isOn: false },
  });
});

it('leaves out what is on as the SDK has it, and keeps what else was set', () => {
  expect(withDetector({ 'click.dead': { isOn: false } }, 'click.dead', true)).toEqual({});
  const weighed = { 'click.dead': { isOn: false, weight: 20 } };
  expect(withDetector(weighed, 'click.dead', true)).toEqual({ 'click.dead': { weight: 20 } });
  expect(withDetector({ 'click.dead': { weight: 20 } }, 'click.dead', false)).toEqual({
    'click.dead': { weight: 20, isOn: false },
  });
});
