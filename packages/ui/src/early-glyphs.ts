import { svg } from 'lit';
import type { Glyph } from './glyphs.ts';

// Those of `glyphs.ts` that the widget draws before anybody talks: a bundle splits between files, not within one.
export const check: Glyph = { draw: () => svg`<path d="M20 6 9 17l-5-5"/>` };
export const chevronLeft: Glyph = { draw: () => svg`<path d="m15 18-6-6 6-6"/>`, flips: true };
export const circleAlert: Glyph = {
  draw: () =>
    svg`<circle cx="12" cy="12" r="10"/><line x1="12" x2="12" y1="8" y2="12"/><line x1="12" x2="12.01" y1="16" y2="16"/>`,
};
export const clock: Glyph = { draw: () => svg`<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>` };
export const wifiOff: Glyph = {
  draw: () =>
    svg`<path d="M12 20h.01"/><path d="M8.5 16.429a5 5 0 0 1 7 0"/><path d="M5 12.859a10 10 0 0 1 5.17-2.69"/><path d="M19 12.859a10 10 0 0 0-2.007-1.523"/><path d="M2 8.82a15 15 0 0 1 4.177-2.643"/><path d="M22 8.82a15 15 0 0 0-11.288-3.764"/><path d="m2 2 20 20"/>`,
};
export const x: Glyph = { draw: () => svg`<path d="M18 6 6 18"/><path d="m6 6 12 12"/>` };
