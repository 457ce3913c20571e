/** A style sheet's text, minified: `import sheet from './panel.css'`. See scripts/build/style-sheets.ts. */
declare module '*.css' {
  const sheet: string;
  export default sheet;
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
