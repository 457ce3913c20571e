import { html, render, unsafeCSS, type TemplateResult } from 'lit';
import { adoptInDocument, applyAppearance, cssVars, type Theme } from '../src/index.ts';
import { controls } from './controls.ts';
import { conversations } from './conversations.ts';
import { figures } from './figures.ts';
import sheet from './specimens.css';

// The page of every part in every state: `?theme=light|dark`, `?locale=ar`, `?brand=#ffd400`, `?dialog`.
const query = new URLSearchParams(location.search);

adoptInDocument(document);
const { styleSheet } = unsafeCSS(sheet);
if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
applyAppearance(document.documentElement, {
  theme: (query.get('theme') ?? 'auto') as Theme,
  locale: query.get('locale') ?? 'en',
});

const brand = query.get('brand');
render(page(), document.body);

function page(): TemplateResult {
  return html`<main
    class=${brand === null ? 'specimens' : 'specimens h-brand'}
    ${cssVars(brand === null ? {} : { '--harmony-brand': brand })}
  >
    <h1>Specimens</h1>
    ${controls()} ${figures()} ${conversations(query.has('dialog'))}
  </main>`;
}
