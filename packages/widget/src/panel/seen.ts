/**
 * Keeps a sheet that fills a phone within what is seen of it: an on-screen keyboard covers the page without making it smaller.
 * Sets `--h-seen` (height) and `--h-seen-from` (distance to the top), CSS pixels, while less than the page is seen; zooming in by
 * hand is no keyboard. @returns a function that ends it
 */
export const fitToSeen = (sheet: HTMLElement): (() => void) => {
  const { visualViewport: seen } = window;
  if (!seen) return () => {};
  const fit = (): void => {
    const isCovered = seen.scale === 1 && seen.height < innerHeight - 1;
    for (const [name, px] of [
      ['--h-seen', seen.height],
      ['--h-seen-from', seen.offsetTop],
    ] as const) {
      if (isCovered) sheet.style.setProperty(name, `${px}px`);
      else sheet.style.removeProperty(name);
    }
  };
  fit();
  for (const type of ['resize', 'scroll']) seen.addEventListener(type, fit);
  return () => {
    for (const type of ['resize', 'scroll']) seen.removeEventListener(type, fit);
  };
};
