import { describe, expect, test } from 'vitest';
import { dispositionOf } from './disposition.ts';
import { cleanName, textTypeOf } from './names.ts';

describe('a file’s name', () => {
  test.each([
    ['invoice.png', 'invoice.png'],
    ['Kassenbon Größe.PNG', 'Kassenbon Größe.PNG'],
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\Users\\mia\\shot.png', 'shot.png'],
    // The right-to-left override would show this as "invoiceexe.png".
    ['invoice\u202Egnp.exe', 'invoicegnp.png'],
    ['a\u0000b\nc\u200B\u2066.png', 'abc.png'],
    ['  ..hidden.. .png', 'hidden.png'],
    ['what?<is>|"this*":.png', 'what__is___this___.png'],
    ['evil.html', 'evil.png'],
    ['.png', 'png.png'],
    ['', 'file.png'],
    ['\u202E', 'file.png'],
    ['خطأ في الفاتورة.png', 'خطأ في الفاتورة.png'],
    ['cut \ud83d', 'cut.png'],
  ])('%j becomes %j', (given, cleaned) => {
    expect(cleanName(given, 'image/png')).toBe(cleaned);
  });

  test('is shortened before its ending, never within a character', () => {
    const cleaned = cleanName(`${'😀'.repeat(200)}.png`, 'image/png');
    expect(cleaned.length).toBeLessThanOrEqual(120);
    expect(cleaned).toMatch(/^(😀)+…\.png$/u);
  });

  test('keeps the ending of its kind of text', () => {
    expect(cleanName('server.log', 'text/plain')).toBe('server.log');
    expect([textTypeOf('a.md'), textTypeOf('a.har'), textTypeOf('a.py'), textTypeOf('a')]).toEqual([
      'text/plain',
      'application/json',
      null,
      'text/plain',
    ]);
  });
});

test('a download is named for old and new readers, and nothing breaks out of the header', () => {
  expect(dispositionOf('größe "1" (2).pdf', 'application/pdf')).toBe(
    `attachment; filename="gr__e _1_ (2).pdf"; filename*=UTF-8''gr%C3%B6%C3%9Fe%20%221%22%20%282%29.pdf`,
  );
  expect(dispositionOf('a.png', 'image/png')).toBe(`inline; filename="a.png"; filename*=UTF-8''a.png`);
});
