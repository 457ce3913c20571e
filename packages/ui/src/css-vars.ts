import { noChange, type ElementPart } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';

/** Custom properties by name (`--now`), as CSS text. */
export type CssVars = Readonly<Record<`--${string}`, string>>;

class CssVarsDirective extends Directive {
  #last: CssVars = {};

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('cssVars() belongs on an element: <div ${cssVars({ … })}>');
  }

  render(_vars: CssVars): unknown {
    return noChange;
  }

  override update(part: ElementPart, [vars]: [CssVars]): unknown {
    const { style } = part.element as HTMLElement;
    for (const name of Object.keys(this.#last)) if (!(name in vars)) style.removeProperty(name);
    for (const [name, value] of Object.entries(vars)) style.setProperty(name, value);
    this.#last = vars;
    return noChange;
  }
}

/**
 * Sets custom properties on an element: `<div ${cssVars({ '--now': '16%' })}>`. Goes through the object model, which a
 * strict Content-Security-Policy allows, where `style="…"` and `styleMap` are blocked on first render (lit#4719).
 */
export const cssVars = directive(CssVarsDirective);
