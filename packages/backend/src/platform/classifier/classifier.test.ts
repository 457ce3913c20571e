import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes } from './bytes.ts';
import { calibrate } from './calibrate.ts';
import { featuresOf, wordsOf } from './features.ts';
import { explain, predict } from './model.ts';
import { train, type Example } from './train.ts';
import { trainInThread } from './trainer.ts';

const of = (label: string, ...texts: string[]): Example[] => texts.map((text) => ({ text, label }));

const cards = [
  'my card has not arrived yet',
  'when will the new card arrive',
  'the card I ordered is still on its way',
  'how long does delivery of a card take',
  'track the card you sent me',
];
const transfers = [
  'the transfer to my friend failed',
  'why was my transfer declined',
  'money I sent abroad has not been received',
  'cancel a transfer I made by mistake',
  'is there a fee for sending money',
];
const passwords = [
  'I forgot my password',
  'the reset mail for the password never came',
  'cannot log in with the new password',
  'change the password of my account',
  'locked out after three wrong logins',
];
const examples = [...of('card', ...cards), ...of('transfer', ...transfers), ...of('password', ...passwords)];
const model = train(examples);
const bestOf = (text: string) => predict(model, text).guesses[0]!;

describe('words of a text', () => {
  it('are composed, folded, and have zeros for figures', () =>
    expect(wordsOf('Café №7, don’t PAY 42€')).toEqual(['café', 'no0', "don't", 'pay', '00']));
  it('leave out addresses and ids, which name one case', () =>
    expect(wordsOf('see https://a.test/x?y=1 id 3f2a9c44-11ab')).toEqual(['see', 'id']));
  it('are pairs of signs where a script has no spaces', () =>
    expect(wordsOf('支払い')).toEqual(['支払', '払い', 'い']));
  it('end somewhere', () => expect(wordsOf('word '.repeat(5_000))).toHaveLength(300));
  it('of nothing are none', () => expect(featuresOf(' …!? ').hashes).toHaveLength(0));
});

describe('a classifier', () => {
  it('finds the label of texts it has not seen', () => {
    expect(bestOf('has the card been delivered').label).toBe('card');
    expect(bestOf('my money transfer was declined').label).toBe('transfer');
    expect(bestOf('password reset does not work').label).toBe('password');
  });

  it('forgives slips of the keyboard and inflection, by characters', () =>
    expect(bestOf('pasword resetting').label).toBe('password'));

  it('gives confidences that are chances', () => {
    const { guesses } = predict(model, 'when will my card arrive');
    expect(guesses.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1);
    expect(guesses[0]!.confidence).toBeGreaterThan(guesses[1]!.confidence);
  });

  it('does not know what it has never heard of', () => {
    expect(predict(model, 'giraffes enjoy acacia leaves').isKnown).toBe(false);
    expect(predict(model, '').isKnown).toBe(false);
    expect(predict(model, 'when will my new card arrive').isKnown).toBe(true);
  });

  it('says which words decided, strongest first, and not which merely joined them', () => {
    const reasons = explain(model, 'when will the new card arrive at my house', 'card', 3);
    expect(reasons[0]!.word).toMatch(/card|arrive/);
    expect(reasons.map(({ word }) => word)).not.toContain('the');
    expect(reasons.every(({ share }, at) => share <= (reasons[at - 1]?.share ?? 1))).toBe(true);
  });

  it('explains nothing by a label it does not know', () => expect(explain(model, 'card', 'gone', 3)).toEqual([]));

  it('is the same for the same examples', () => expect(toBytes(train(examples))).toEqual(toBytes(model)));

  it('is the same after it was kept', () => {
    const kept = fromBytes(toBytes(model))!;
    expect(predict(kept, 'where is my card')).toEqual(predict(model, 'where is my card'));
  });

  it('keeps no word that anybody wrote', () => {
    const bytes = Buffer.from(toBytes(model)).toString('latin1');
    expect(bytes).toContain('password'); // a label
    for (const word of ['friend', 'abroad', 'delivery', 'mistake']) expect(bytes).not.toContain(word);
  });

  it('is not read where other code has written it', () => {
    const head = Buffer.from(JSON.stringify({ format: 0 }));
    expect(fromBytes(Buffer.concat([Buffer.from([head.length, 0, 0, 0]), head]))).toBeUndefined();
  });

  it('follows the heavier of two examples that contradict each other', () => {
    const told = (weight: number) => [
      ...examples,
      { text: 'refund the parcel', label: 'card', weight },
      { text: 'refund the parcel', label: 'transfer', weight: 1 - weight },
    ];
    expect(predict(train(told(0.9)), 'refund the parcel').guesses[0]!.label).toBe('card');
    expect(predict(train(told(0.1)), 'refund the parcel').guesses[0]!.label).toBe('transfer');
  });

  it('needs two labels', () => expect(() => train(of('card', ...cards))).toThrow('at least two labels'));

  it('is trained in a thread of its own, to the same bytes', async () =>
    expect(Buffer.from(await trainInThread(examples))).toEqual(Buffer.from(toBytes(model))));

  it('tells of a training that fails in its thread', () =>
    expect(trainInThread(of('card', 'a card'))).rejects.toThrow('at least two labels'));

  it('stops a training that nobody waits for', () =>
    expect(trainInThread(examples, AbortSignal.abort(new Error('closing')))).rejects.toThrow('closing'));
});

describe('calibration', () => {
  const scores = (...values: number[]) => Float64Array.from(values);
  const texts = (right: number, wrong: number) => [
    ...Array.from({ length: right }, () => ({ scores: scores(4, 0), label: 0 })),
    ...Array.from({ length: wrong }, () => ({ scores: scores(4, 0), label: 1 })),
  ];

  it('makes a confidence the share that is right', () => {
    const { temperature, accuracy } = calibrate(texts(80, 20), 2);
    expect(1 / (1 + Math.exp(-4 / temperature))).toBeCloseTo(0.8, 2);
    expect(accuracy).toBe(0.8);
  });

  it('refuses one in twenty of what is known', () => {
    const spread = Array.from({ length: 100 }, (_, at) => ({ scores: scores(at / 100, 0, 0, 0), label: 0 }));
    const { temperature, threshold } = calibrate(spread, 4);
    const confidence = (score: number) => Math.exp(score / temperature) / (Math.exp(score / temperature) + 3);
    expect(spread.filter(({ scores: [score] }) => confidence(score!) < threshold)).toHaveLength(5);
  });

  it('says what is likelier than not, however sure of all others it is', () =>
    expect(calibrate(texts(100, 0), 2).threshold).toBe(0.5));

  it('does not judge by a handful, but asks for three times a blind guess', () =>
    expect(calibrate(texts(3, 1), 10)).toEqual({ temperature: 0.4, threshold: 0.3, accuracy: null }));
});
