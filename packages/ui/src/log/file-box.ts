import type { CssVars } from '../css-vars.ts';
import type { Density, LogFile } from './types.ts';

/** A larger picture is shown when somebody asks for it: a log of them would be hundreds of megabytes. */
const mostShownBytes = 4 * 1024 * 1024;
/** What a picture takes of the log at most, CSS pixels. */
const most: Readonly<Record<Density, { width: number; height: number }>> = {
  widget: { width: 208, height: 156 },
  console: { width: 320, height: 220 },
};
/** A finger must hit it. */
const leastPx = 44;

/** How large a picture stands in the log, CSS pixels; null for what is shown as a line with its name. */
export function fileBox(
  { width, height, size }: Pick<LogFile, 'width' | 'height' | 'size'>,
  density: Density,
): { width: number; height: number } | null {
  if (width === undefined || height === undefined || size > mostShownBytes) return null;
  const scale = Math.min(1, most[density].width / width, most[density].height / height);
  const fit = (pixels: number): number => Math.max(leastPx, Math.round(pixels * scale));
  return { width: fit(width), height: fit(height) };
}

/** The same as custom properties: `--picture-inline`, `--picture-block`. */
export function reservation(box: ReturnType<typeof fileBox>): CssVars {
  return box === null ? {} : { '--picture-inline': `${box.width}px`, '--picture-block': `${box.height}px` };
}
