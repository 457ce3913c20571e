/** Where a drawing lies in its picture, in the picture's own units. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Lines of a scale for counts, from nought to a round number that holds `most`: at most five, always whole. */
export function ticks(most: number): number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

/** Points of a line, evenly spread over the box; one value alone lies at its start. */
export function points(values: readonly number[], top: number, box: Box): { x: number; y: number }[] {
  const step = values.length > 1 ? (box.right - box.left) / (values.length - 1) : 0;
  const height = box.bottom - box.top;
  return values.map((value, index) => ({
    x: box.left + index * step,
    y: box.bottom - (top > 0 ? value / top : 0) * height,
  }));
}

/** Path data through points. */
export const lineThrough = (through: readonly { x: number; y: number }[]): string =>
  through.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** At most `most` places of a row of `length`, evenly spread, the first and the last among them. */
export function spread(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)));
}
