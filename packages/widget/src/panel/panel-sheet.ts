import { coreSheet } from '@harmony-live/ui';
import { unsafeCSS, type CSSResult } from 'lit';
import css from './panel.css';

/** What the panel and every view in it adopt. */
export const panelSheets: CSSResult[] = [coreSheet, unsafeCSS(css)];
