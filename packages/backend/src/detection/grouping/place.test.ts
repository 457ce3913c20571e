import { describe, expect, it } from 'vitest';
import { placeOf } from './place.ts';

describe('the place of an error', () => {
  it.each([
    ['saveInvoice /src/invoices.ts|onClick /src/form.ts', 'saveInvoice /src/invoices.ts'],
    ['saveInvoice /assets/index-B3f9xQ2a.js:1:20418', 'saveInvoice /assets/index-‹hash›.js'],
    ['saveInvoice /assets/main.5f2c1d9e.chunk.js?v=3', 'saveInvoice /assets/main.‹hash›.chunk.js'],
    ['a /app.js|onClick /form.js', '? /app.js < onClick /form.js'],
    ['/app.js|onClick /form.js', '? /app.js < onClick /form.js'],
    ['e /app.js', '? /app.js'],
    ['Invoice.save /v2/app.js', 'Invoice.save /v2/app.js'],
  ])('%s is %s', (frames, place) => expect(placeOf(frames)).toBe(place));

  it.each([undefined, 3, '', '|', ' | '])('is unknown for %s', (frames) => expect(placeOf(frames)).toBe(''));

  it('is the same in the next release', () =>
    expect(placeOf('b /assets/app-1a2b3c4d.js|save /x.js')).toBe(placeOf('q /assets/app-9z8y7x6w.js|save /x.js')));
});
