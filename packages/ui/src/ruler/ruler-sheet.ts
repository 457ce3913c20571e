import { unsafeCSS, type CSSResult } from 'lit';
import rulerText from './ruler.css';

/** What `ruler` is drawn by: of its own, as the widget draws one only while somebody waits. */
export const rulerSheet: CSSResult = /* @__PURE__ */ unsafeCSS(rulerText);
