import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageTemplate } from '../fingerprint.ts';
import { errorMark } from './mark.ts';
import { fileTemplate, placeOf } from './stack.ts';
import captured from './captured-errors.fixture.json' with { type: 'json' };

const ours = /\/harmony\.js/;
const framesOf = (stack: string) => placeOf(stack, ours).frames;

describe('the page’s own frames', () => {
  it('are functions and paths, the innermost first, without lines', () => {
    const stack = `TypeError: x
    at Invoice.save (https://app.test/assets/index-BfX3k9aQ.js:1:2041)
    at async HTMLButtonElement.<anonymous> (https://app.test/assets/index-BfX3k9aQ.js:1:9)
    at new Page (https://app.test/invoices/2041?token=1:3:4)
    at more (https://app.test/a.js:1:1)`;
    expect(framesOf(stack)).toEqual(['save /assets/index.js', '/assets/index.js:1', 'Page /invoices/:id']);
  });

  it('leave out libraries where other code is there, and are of libraries where nothing else is', () => {
    const library = '    at render (https://app.test/assets/vendor-1a2b3c4d.js:1:1)';
    expect(framesOf(`Error\n${library}\n    at show (https://app.test/app.js:1:1)`)).toEqual(['show /app.js']);
    expect(framesOf(`Error\n${library}`)).toEqual(['render /assets/vendor.js']);
  });

  it('are the same in all engines', () => {
    const v8 =
      'Error: x\n    at Object.save (https://a.test/app.js:9:1)\n    at HTMLButtonElement.onclick (https://a.test/p:1:1)';
    const firefox = 'save@https://a.test/app.js:9:1\nonclick@https://a.test/p:1:1\n';
    const safari = 'save@https://a.test/app.js:9:1\nonclick@https://a.test/p:1:1';
    expect(new Set([v8, firefox, safari].map((stack) => framesOf(stack).join()))).toEqual(
      new Set(['save /app.js,onclick /p']),
    );
  });

  it.each([
    ['Firefox’s code without a name', 'save/<@https://a.test/app.js:9:1', '/app.js:9'],
    ['Firefox’s methods', 'Invoice/this.save@https://a.test/app.js:9:1', 'save /app.js'],
    ['Firefox’s awaited code', 'async*save@https://a.test/app.js:9:1', 'save /app.js'],
    ['Safari’s top level', 'global code@https://a.test/app.js:9:1', '/app.js:9'],
    ['V8’s aliases', 'Error\n    at Foo.run [as onclick] (https://a.test/app.js:9:1)', 'run /app.js'],
    ['a bundler’s module', 'Error\n    at run (webpack-internal:///./src/app.js:9:1)', 'run /src/app.js'],
  ])('%s', (_, stack, frame) => expect(framesOf(stack)[0]).toBe(frame));

  it('are read of a hostile stack in no time', () => {
    const startedAt = performance.now();
    placeOf(
      `Error\n    at ${'a:'.repeat(50_000)}\n${'@"'.repeat(50_000)}\n    at ${'x'.repeat(399)}\n`.repeat(50),
      ours,
    );
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});

describe('an error is nobody’s of the page', () => {
  it.each([
    ['an extension’s', 'Error\n    at a (chrome-extension://abc/x.js:1:1)\n    at b (https://a.test/app.js:1:1)', true],
    ['Safari’s extension', 'a@safari-web-extension://x/y.js:1:1', true],
    ['ours alone', 'Error\n    at a (https://help.test/harmony.js:1:1)', true],
    [
      'the page’s, through our wrapper',
      'Error\n    at a (https://h.test/harmony.js:1:1)\n    at b (https://a.test/app.js:1:1)',
      false,
    ],
    ['the page’s', 'Error\n    at b (https://a.test/app.js:1:1)', false],
    ['without a stack', '', false],
  ])('%s', (_, stack, isForeign) => expect(placeOf(stack, ours).isForeign).toBe(isForeign));
});

describe('the file', () => {
  it.each([
    ['https://a.test/assets/index-BfX3k9aQ.js?v=2#x', '/assets/index.js'],
    ['https://a.test/main.3f2a1b9c.chunk.js', '/main.chunk.js'],
    ['https://a.test/app.min.js', '/app.min.js'],
    ['https://a.test/form-validation.js', '/form-validation.js'],
    ['no address', 'no address'],
  ])('%s is %s', (file, template) => expect(fileTemplate(file)).toBe(template));
});

// The same mistake in some thirty browsers: stacktracejs/error-stack-parser, MIT, its notice beside the file.
describe('errors that were captured in browsers', () => {
  const all = Object.entries(captured as Record<string, { message?: string; stack?: string }>);
  const evergreen = all.filter(([name, { stack }]) => stack && !/OPERA|NODE|IE_9/.test(name) && stack.includes(':/'));

  it.each(evergreen)('%s has frames, each a function or a line in a file', (_, { stack }) => {
    const frames = framesOf(stack!);
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) expect(frame).toMatch(/^(?:[\w$]+ \S+|\S+:\d+)$/);
  });

  it('never throw, whatever stands in them', () => {
    for (const [, { stack, message }] of all) expect(() => placeOf(stack ?? message ?? '', ours)).not.toThrow();
  });

  it('are one problem where each engine has words of its own for it', () => {
    const words = [
      "TypeError: Cannot read properties of undefined (reading 'total')",
      "TypeError: Cannot read property 'total' of undefined",
      'TypeError: can\'t access property "total", invoice is undefined',
      'TypeError: invoice is undefined',
      "TypeError: undefined is not an object (evaluating 'invoice.total')",
    ];
    const marks = (frames: string[]) => new Set(words.map((one) => errorMark(messageTemplate(one), frames)));
    expect(marks(['save /app.js']).size).toBe(1);
    expect(marks([]).size).toBeGreaterThan(1);
  });
});

it('keeps the notice of the captured errors beside them', () => {
  expect(readFileSync(new URL('captured-errors.LICENSE', import.meta.url), 'utf8')).toMatch(
    /Permission is hereby granted/,
  );
});
