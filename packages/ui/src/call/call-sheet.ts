import { unsafeCSS } from 'lit';
import text from './call.css';

/** How a call's line and question look; beside `baseSheet`. */
export const callSheet = unsafeCSS(text);
/** The same as text, for documents. */
export const callStyles = text;
