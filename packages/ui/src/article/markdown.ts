import { html, nothing, type TemplateResult } from 'lit';
import { lexer, type Token, type Tokens } from 'marked';

/**
 * Markdown as templates, never as markup: whatever an article holds, scripts, styles and foreign pictures stay words. Links
 * lead to `http(s)` only and open a page of their own; pictures show their description, for loading one would tell its host
 * who reads.
 */
export const markdown = (source: string): TemplateResult => html`${lexer(source).map(block)}`;

function block(token: Token): unknown {
  switch (token.type) {
    case 'heading':
      return heading(token as Tokens.Heading);
    case 'paragraph':
      return html`<p dir="auto">${inline(token.tokens)}</p>`;
    case 'text':
      return token.tokens ? inline(token.tokens) : asMeant(token.text);
    case 'list':
      return list(token as Tokens.List);
    case 'code':
      return html`<pre class="code" tabindex="0"><code>${token.text}</code></pre>`;
    case 'blockquote':
      return html`<blockquote>${(token.tokens ?? []).map(block)}</blockquote>`;
    case 'hr':
      return html`<hr />`;
    case 'table':
      return table(token as Tokens.Table);
    case 'space':
    case 'def':
      return nothing;
    default:
      return html`<p dir="auto">${token.raw}</p>`;
  }
}

// Below the article's own title, which is the view's heading.
function heading({ depth, tokens }: Tokens.Heading): TemplateResult {
  return depth <= 2 ? html`<h3 dir="auto">${inline(tokens)}</h3>` : html`<h4 dir="auto">${inline(tokens)}</h4>`;
}

function list({ ordered, start, items }: Tokens.List): TemplateResult {
  const rows = items.map(({ tokens }) => html`<li dir="auto">${tokens.map(block)}</li>`);
  return ordered
    ? html`<ol start=${start || 1}>
        ${rows}
      </ol>`
    : html`<ul>
        ${rows}
      </ul>`;
}

function table({ header, rows }: Tokens.Table): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        ${header.map(({ tokens }) => html`<th scope="col">${inline(tokens)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map(({ tokens }) => html`<td>${inline(tokens)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function inline(tokens: Token[] = []): unknown[] {
  return tokens.map((token) => {
    switch (token.type) {
      case 'strong':
        return html`<b>${inline(token.tokens)}</b>`;
      case 'em':
        return html`<em>${inline(token.tokens)}</em>`;
      case 'del':
        return html`<s>${inline(token.tokens)}</s>`;
      case 'codespan':
        return html`<code>${asMeant(token.text)}</code>`;
      case 'br':
        return html`<br />`;
      case 'link':
        return link(token as Tokens.Link);
      case 'text':
        return token.tokens ? inline(token.tokens) : asMeant(token.text);
      case 'escape':
      case 'image':
        return token.text;
      default:
        return token.raw;
    }
  });
}

/** The server writes `<` and `&` that could begin markup as entities, which are read as what they stand for. */
function asMeant(text: string): string {
  return text.replace(/&(lt|amp);/g, (_, name) => (name === 'lt' ? '<' : '&'));
}

function link({ href, tokens }: Tokens.Link): unknown {
  const words = inline(tokens);
  if (!/^https?:\/\//i.test(href)) return words;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;
}
