import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';

/**
 * A part of the console. It renders into the page itself rather than a shadow root: the console is wholly ours, so there is
 * nobody to be isolated from, password managers find the forms, and one sheet per view dresses all of it. Another language
 * has it drawn anew.
 */
export class LightElement extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override createRenderRoot(): this {
    return this;
  }
}
