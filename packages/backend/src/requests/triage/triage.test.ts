import { describe, expect, it } from 'vitest';
import { train } from '../../platform/classifier/index.ts';
import { bySeedWords, nameSeeds, seedDomains, wordSeeds } from './seeds.ts';
import { complexityOf, urgencyOf } from './severity.ts';
import { wordsOf } from '../words.ts';
import { triageOf, type Asking } from './triage.ts';

const at = '2026-01-01T00:00:00.000Z';
const errors = (...messages: string[]) => ({ errors: messages.map((message) => ({ message, at })) });
const asking = (text: string, more: Partial<Asking> = {}): Asking => ({
  ...{ text, topic: null, fields: {}, context: {}, language: 'en', urgency: undefined },
  ...more,
});

describe('urgency by rules', () => {
  it.each([
    'It is urgent, please', 'Please answer ASAP', 'Production is down', 'We cannot work', 'we are losing money',
    'Bitte dringend helfen', 'Der Server ist ausgefallen', 'C’est en panne', 'Besoin d’aide au plus vite',
    'Lo necesito cuanto antes', 'El servidor está caído', 'Preciso disso o quanto antes', 'O site está fora do ar',
    '至急お願いします', 'サービスが停止しています', 'الأمر عاجل جدا', 'النظام متوقف',
  ])('hears distress: %s', (text) => expect(urgencyOf(text.replaceAll('’', "'"), {}).value).toBe(3)); // prettier-ignore

  it.each([
    'No rush at all', 'This is not urgent', 'whenever you have time', 'Ist nicht dringend', 'Keine Eile', 'Hat Zeit bis Montag',
    'Ce n’est pas urgent', 'quand vous aurez le temps', 'No es urgente', 'sin prisa', 'Não é urgente', 'sem pressa',
    '急ぎではないです', 'お手すきの際に', 'ليس عاجلا', 'لا داعي للعجلة',
  ])('hears patience, also where it names what it is not: %s', (text) => expect(urgencyOf(text.replaceAll('’', "'"), {}).value).toBe(1)); // prettier-ignore

  it('holds nothing said for an ordinary day', () => {
    expect(urgencyOf('The chart has the wrong colours', {})).toMatchObject({ value: 2, because: [] });
    expect(urgencyOf('', {}).value).toBe(2);
  });
  it('does not find words within words', () => {
    expect(urgencyOf('The insurgente template', {}).value).toBe(2);
    expect(urgencyOf('critically acclaimed', {}).value).toBe(2);
  });
  it('takes many errors on the page for distress, and one for a reason to come sooner than never', () => {
    expect(urgencyOf('It fails', errors('a', 'b', 'c'))).toMatchObject({ value: 3, because: ['many-errors'] });
    expect(urgencyOf('It fails', errors('a')).value).toBe(2);
    expect(urgencyOf('No rush', errors('a')).value).toBe(2);
  });
  it('is less alarmed by a question how something is done', () =>
    expect(urgencyOf('How do I fix this?', errors('a', 'b', 'c')).value).toBe(2));
});

describe('complexity by rules', () => {
  it.each([
    'How do I change my e-mail?', 'Where can I find my invoices?', 'Wie kann ich mein Passwort ändern?', 'Où se trouve la facture ?',
    '¿Cómo exporto un informe?', 'Como faço para exportar?', 'パスワードの変更方法を教えて', 'كيف أغير كلمة المرور؟',
  ])('holds a short question how something is done for simple: %s', (text) => expect(complexityOf(text, {}).value).toBe(1)); // prettier-ignore

  it('needs two signs of a hard problem', () => {
    const trace = 'TypeError: x is undefined\n    at save (app.js:10:5)';
    expect(complexityOf(trace, {}).value).toBe(2);
    expect(complexityOf(`It happens intermittently.\n${trace}`, {})).toMatchObject({
      value: 3,
      because: ['code', 'hard-words'],
    });
    expect(complexityOf('How do I stop the deadlock?', errors('a', 'b')).value).toBe(3);
    expect(complexityOf('word '.repeat(90), { tried: [{ articleId: 'a', title: 'A' }, { articleId: 'b', title: 'B' }] }).value).toBe(3); // prettier-ignore
  });
  it('holds everything else for medium', () => expect(complexityOf('The page stays white', {}).value).toBe(2));
});

describe('domains by seed words', () => {
  it('are those that most words belong to, with the words', () =>
    expect(bySeedWords('I was charged twice for my subscription', 'en')[0]).toMatchObject({
      domain: 'payment',
      confidence: 2 / 3,
      words: ['charged', 'subscription'],
    }));
  it('speak several languages', () => {
    expect(bySeedWords('Die Zahlung mit der Karte', 'de')[0]?.domain).toBe('payment');
    expect(bySeedWords('No puedo abrir la factura', 'es')[0]?.domain).toBe('payment');
  });
  it('are none where no word belongs to any', () => expect(bySeedWords('giraffes', 'en')).toEqual([]));
  it('are slugs', () => expect(seedDomains.every((domain) => /^[a-z]+$/.test(domain))).toBe(true));
});

describe('a triage', () => {
  it('is `other` where nothing is known', () => {
    expect(triageOf(asking('giraffes'), undefined).domains).toMatchObject([{ domain: 'other', words: [] }]);
    expect(triageOf(asking(''), undefined).domains[0]!.domain).toBe('other');
  });

  it('never goes against an urgency that the person chose', () => {
    expect(triageOf(asking('Production is down', { urgency: 1 }), undefined).urgency).toEqual({
      ...{ value: 1, confidence: 1, because: [], isChosen: true },
    });
    expect(triageOf(asking('Production is down'), undefined).urgency).toMatchObject({ value: 3, isChosen: false });
  });

  it('asks errors and page only where the person said next to nothing', () => {
    const context = { ...errors('Deadlock found in transaction'), page: { path: '/invoices/:id' } };
    expect(wordsOf(asking('help', { context }))).toContain('Deadlock');
    expect(wordsOf(asking('The colours of the chart are wrong', { context }))).toBe(
      'The colours of the chart are wrong',
    );
    expect(triageOf(asking('help', { context }), undefined).domains[0]!.domain).toBe('database');
  });

  const taughtBy = (examples: { text: string; label: string }[], hasSeeds = true) => {
    const names = nameSeeds(examples.map(({ label }) => label));
    return { model: train([...examples, ...names, ...(hasSeeds ? wordSeeds() : [])]), version: 7, hasSeeds };
  };
  const hardware = [
    { text: 'the label printer prints blank labels', label: 'hardware' },
    { text: 'barcode scanner does not connect', label: 'hardware' },
  ];

  it('has learned from two corrections what is like them, and still knows the rest', () => {
    const taught = taughtBy(hardware);
    const printer = triageOf(asking('our label printer gives blank labels'), taught);
    expect(printer).toMatchObject({ domains: [{ domain: 'hardware' }], model: 7 });
    expect(printer.domains[0]!.words).toContain('labels');
    expect(triageOf(asking('our label printer gives blank labels'), undefined).domains[0]!.domain).not.toBe('hardware');
    expect(triageOf(asking('I was charged twice for my subscription'), taught).domains[0]!.domain).toBe('payment');
  });

  it('lets the seed words answer where the model does not know, until the own list stands', () => {
    const others = [
      { text: 'when is the user conference', label: 'events' },
      { text: 'tickets for the meetup', label: 'events' },
      ...hardware,
    ];
    const text = 'impresora';
    expect(triageOf(asking(text), { ...taughtBy(others, false), hasSeeds: true })).toMatchObject({
      domains: [{ domain: 'print' }],
      model: null,
    });
    expect(triageOf(asking(text), taughtBy(others, false)).domains[0]!.domain).toBe('other');
  });

  it('takes well under a millisecond', () => {
    const taught = taughtBy(hardware);
    const begunAt = performance.now();
    for (let round = 0; round < 200; round += 1) triageOf(asking('our label printer gives blank labels'), taught);
    // Generous, for machines that are busy: 0.2 ms is usual.
    expect((performance.now() - begunAt) / 200).toBeLessThan(5);
  });
});
