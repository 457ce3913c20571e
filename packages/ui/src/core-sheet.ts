import { unsafeCSS, type CSSResult } from 'lit';
import baseText from './styles/base.css';

/**
 * Reset, buttons, fields and figures: what a widget needs until a conversation is open. A module of its own, so that
 * nobody carries the other parts before they are drawn.
 */
export const coreSheet: CSSResult = /* @__PURE__ */ unsafeCSS(baseText);
