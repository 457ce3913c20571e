// Words that people may write, and that break layouts: without a place to break, in the other direction, as wide as emoji, in the
// shape of markup.

/** 200 letters without a space. */
export const longWord = `Donaudampfschifffahrts${'elektrizitätenhauptbetriebswerkbauunter'.repeat(5)}`.slice(0, 200);

export const arabicName = 'ليلى عبد الرحمن العبد الله';
export const longName = `Hubert_${'Wolfeschlegelsteinhausenbergerdorff'.repeat(3)}`.slice(0, 80);
export const markup = '<b>bold</b> <img src=x onerror="alert(1)"> &amp; {{name}} ${x}';
export const emoji = '👩‍🔧🚲💥 '.repeat(12).trim();
export const arabicWords = 'لا يمكنني حفظ الفاتورة بعد تغيير نسبة الضريبة، ويظهر لي INVALID_TAX_RATE في كل مرة.';

/** What somebody who is stuck writes, at its worst. */
export const request = `${markup}\n${longWord}\n${arabicWords}\n${emoji}`;
/** The longest message that is taken: 8,000 letters, with a word too long for any line and a line too long for any word. */
export const longMessage = `${longWord} ${'The total is wrong since the rate was changed. '.repeat(200)}`.slice(
  0,
  8_000,
);
export const address = `https://example.test/${'a-path-that-does-not-end-'.repeat(8)}?q=${'x'.repeat(80)}`;
/** An article with all that Markdown allows here, at its worst. */
export const article = [
  `## ${longWord}`,
  `Open **${longWord}** and press *Save*. ${markup} ${address}`,
  '```',
  `select ${'column_with_a_long_name, '.repeat(12)}1 from invoice;`,
  '```',
  `1. ${arabicWords}\n2. ${emoji}\n3. \`${longWord}\``,
].join('\n\n');
