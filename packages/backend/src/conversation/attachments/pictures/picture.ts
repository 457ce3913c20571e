import { DamagedFile } from '../bytes.ts';

/** How large a picture is on screen, in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** Told by a cleaner as soon as it has read it. */
export type TellSize = (size: PictureSize) => void;

/** Beyond it a browser that shows the picture may run out of memory. */
const mostPixels = 100_000_000;

/** @throws DamagedFile for a size that no picture has, or none should */
export const pictureSize = (width: number, height: number): PictureSize => {
  if (width < 1 || height < 1) throw new DamagedFile('it has no size');
  if (width * height > mostPixels) throw new DamagedFile('it has more than 100 million pixels');
  return { width, height };
};
