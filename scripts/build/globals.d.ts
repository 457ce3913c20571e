/** A style sheet's text, minified: `import sheet from './panel.css'`. See scripts/build/style-sheets.ts. */
declare module '*.css' {
  const sheet: string;
  export default sheet;
}

/** Translations of the words that stand on the page before a catalogue comes, by language and English text. See scripts/build/words.ts. */
declare module '#words/early' {
  const early: Readonly<Record<string, Readonly<Record<string, string>>>>;
  export default early;
}

/** A language's catalogue: translations by the id of their message. See scripts/build/words.ts. */
declare module '#words/*' {
  const catalogue: Readonly<Record<string, string>>;
  export default catalogue;
}

/**
 * File name of the widget's entry, beside the script that names it. `harmony.js` is served with the widget of the same
 * build and knows its hashed name; the ES module of the npm package knows the stable `widget.js`, which leads to
 * whatever widget the server carries.
 */
declare const __WIDGET_ENTRY__: string;

/** File name of the part that notices, beside `harmony.js`. */
declare const __NOTICING_ENTRY__: string;

/** Version of `packages/sdk`. */
declare const __SDK_VERSION__: string;
