/** Adds a view's style sheet to the page, once, when the view's module is loaded. */
export const adopt = (text: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};
