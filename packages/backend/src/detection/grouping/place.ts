/** The longest place, in characters. */
const longest = 200;

/**
 * Where in the page's own code it happened, from frames as signals carry them (`fn path|fn path`, the innermost first): the top
 * frame, without what changes from release to release: names that a minifier gave, hashes in file names, lines. A top
 * frame without a name says little, so that the one below stands with it. Empty where nothing is known.
 */
export const placeOf = (frames: unknown): string => {
  if (typeof frames !== 'string') return '';
  const [top, below] = frames.split('|').map(readFrame);
  if (top === undefined || top.path === '') return '';
  const isVague = top.name === unnamed && below !== undefined && below.path !== '';
  return (isVague ? `${written(top)} < ${written(below)}` : written(top)).slice(0, longest);
};

interface Frame {
  name: string;
  path: string;
}

const unnamed = '?';
const written = ({ name, path }: Frame): string => `${name} ${path}`;

const readFrame = (text: string): Frame => {
  const [first = '', ...rest] = text.trim().split(' ');
  const [name, path] = rest.length === 0 ? ['', first] : [first, rest.join(' ')];
  return { name: isGiven(name) ? name : unnamed, path: withoutHashes(path) };
};

// Minifiers name by one or two letters; `new` and names of engines for functions without one say nothing either.
const isGiven = (name: string): boolean =>
  name.length > 2 && !/^(?:new|anonymous|<anonymous>|\(anonymous\))$/.test(name);

/** `/assets/index-B3f9xQ2a.js:1:204` as `/assets/index-‹hash›.js`. */
const withoutHashes = (path: string): string =>
  path
    .replace(/(?::\d+){1,2}$/, '')
    .replace(/[?#].*$/, '')
    .replace(/(?<=[./_-])(?=[\w]*\d)\w{5,}(?=[./_-]|$)/g, '‹hash›');
