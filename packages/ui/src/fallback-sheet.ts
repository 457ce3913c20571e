import { unsafeCSS, type CSSResult } from 'lit';
import fallbackText from './styles/fallback.css';

/**
 * The tokens' colours as fixed sRGB; does nothing where the tokens' own apply. A module of its own, so that the widget
 * loads it in older browsers alone.
 */
export const fallbackSheet: CSSResult = /* @__PURE__ */ unsafeCSS(fallbackText);
