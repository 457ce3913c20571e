import { css, html, LitElement } from 'lit';

class ShopCard extends LitElement {
  static properties = { count: { state: true }, isOpen: { state: true } };
  static styles = css`
    :host {
      display: block;
    }
    :host(:state(on)) {
      background: gold;
    }
    button {
      min-height: 32px;
    }
  `;
  #internals = this.attachInternals();
  constructor() {
    super();
    this.count = 0;
    this.isOpen = false;
  }
  render() {
    return html`<button id="plus" @click=${() => (this.count += 1)}>+</button><output>${this.count}</output>
      <button id="dead">Export</button>
      <button id="state" @click=${this.flip}>Mark</button>
      <button id="open" @mousedown=${() => (this.isOpen = !this.isOpen)}>Menu</button>
      ${
        this.isOpen
          ? html`<ul>
              <li>One</li>
            </ul>`
          : ''
      }
      <button
        id="throws"
        @click=${() => {
          throw new Error('no such card');
        }}
      >
        Delete
      </button>
      <slot></slot>`;
  }
  flip() {
    const { states } = this.#internals;
    if (!states.delete('on')) states.add('on');
  }
}
customElements.define('shop-card', ShopCard);
class ShopPage extends LitElement {
  render() {
    return html`<shop-card><button id="slotted">Slotted</button></shop-card>`;
  }
}
customElements.define('shop-page', ShopPage);
document.querySelector('#app').append(document.createElement('shop-page'));
