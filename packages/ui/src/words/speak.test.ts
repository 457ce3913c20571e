import { msg, str } from '@lit/localize';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { duration, durationRange } from '../duration.ts';
import { listWords } from '../list.ts';
import { numberWords, setScreenLocale } from '../index.ts';
import { plural } from '../plural.ts';
import type { Language } from './languages.ts';
import { speak } from './speak.ts';

const speakIt = (language: Language) => speak(language, () => setScreenLocale(language));
const errors = (count: number) => plural(count, { one: '1 error', other: str`${count} errors` });

// `@lit/localize` tells a window when the language is another.
beforeAll(async () => {
  vi.stubGlobal('window', new EventTarget());
  // The catalogues are made from all sources when the first is asked for.
  await speakIt('de');
}, 60_000);
afterAll(() => vi.unstubAllGlobals());

describe('a language that is spoken', () => {
  test('has its words and values, in its order', async () => {
    await speakIt('de');
    expect(msg('Close')).toBe('Schließen');
    expect(msg(str`${'Ada'} is here`)).toBe('Ada ist da');
    await speakIt('ja');
    const [load, capacity] = ['1', '3'];
    expect(msg(str`${load} of ${capacity}`)).toBe('3中1');
  });

  test('has its own forms of a number, and writes numbers as it does', async () => {
    await speakIt('en');
    expect([0, 1, 2, 1486].map(errors)).toEqual(['0 errors', '1 error', '2 errors', '1,486 errors']);
    await speakIt('de');
    expect([1, 1486].map(errors)).toEqual(['1 Fehler', '1.486 Fehler']);
    await speakIt('ja');
    expect([1, 2].map(errors)).toEqual(['エラー1件', 'エラー2件']);
    await speakIt('ar');
    expect([0, 1, 2, 3, 11, 100].map(errors)).toEqual(['لا أخطاء', 'خطأ واحد', 'خطآن', '3 أخطاء', '11 خطأً', '100 خطأ']);
    await speakIt('fr');
    expect([0, 1_000_000].map(errors)).toEqual(['1 erreur', '1\u202f000\u202f000 d’erreurs']);
  });

  test('tells lengths of time, lists and numbers in its way; Arabic with the digits of everything around it', async () => {
    await speakIt('de');
    expect(duration(67_000)).toBe('1 Min. 7 Sek.');
    expect(durationRange({ low: 120_000, high: 300_000 })).toBe('2–5 Min.');
    expect(listWords(['Ada', 'Ben', 'Cleo'])).toBe('Ada, Ben und Cleo');
    expect(numberWords(4.25)).toBe('4,25');
    await speakIt('ar');
    expect(numberWords(1486)).toBe('1,486');
  });

  test('is English again without a new page', async () => {
    await speakIt('es');
    expect(msg('Close')).toBe('Cerrar');
    await speakIt('en');
    expect([msg('Close'), errors(2)]).toEqual(['Close', '2 errors']);
  });
});
