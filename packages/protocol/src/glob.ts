/**
 * Whether a path, without query and hash, is meant by a glob as `PathGlob` of the wire describes it: `*` stands for one
 * segment or a part of it, and a last `**` for all that is left, also for nothing: `/invoices/**` means `/invoices` too.
 * Anywhere else `**` is no more than `*`. Capitals matter; a slash at the end of either does not.
 *
 * The glob comes from the server: nothing is compiled from it, and the time grows with glob × path at worst.
 */
export const matchesGlob = (glob: string, path: string): boolean => {
  const wanted = segmentsOf(glob);
  const given = segmentsOf(path);
  const isOpen = wanted.at(-1) === '**';
  if (isOpen) wanted.pop();
  if (isOpen ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((segment, at) => matchesSegment(segment, given[at]!));
};

const segmentsOf = (path: string): string[] => {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return segments;
};

/** A star takes as little as it can; where that fails, only the last star need take more. */
const matchesSegment = (glob: string, text: string): boolean => {
  if (text === '') return glob === '';
  let at = 0;
  let starAt = -1;
  let takenTo = 0;
  for (let read = 0; read < text.length;) {
    if (glob[at] === '*') {
      starAt = at++;
      takenTo = read;
    } else if (at < glob.length && glob[at] === text[read]) {
      at += 1;
      read += 1;
    } else if (starAt >= 0) {
      at = starAt + 1;
      read = ++takenTo;
    } else return false;
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
};
