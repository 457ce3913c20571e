import { unsafeCSS, type CSSResult } from 'lit';
import css from './skeleton.css';

/** Bars in place of what loads, beside `panelSheets`. */
export const skeletonSheet: CSSResult = unsafeCSS(css);
