/** A place in a text; both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** Text that is no JSON, and where it stops being it. */
export class JsonFault extends Error {
  readonly at: number;

  constructor(at: number, reason: string) {
    super(reason);
    this.name = 'JsonFault';
    this.at = at;
  }
}

/** A value with the places that its parts were written at. */
export interface LocatedJson {
  value: unknown;
  /** Where a part begins, by its JSON pointer; of a pointer that leads nowhere, the nearest part around it. */
  placeOf(pointer: string): Place;
}

/**
 * Reads JSON (RFC 8259) and remembers where each part stands, so that what is wrong in a file that somebody wrote by hand is
 * named by line. `JSON.parse` says where for some faults only, and for no value.
 *
 * @throws JsonFault
 */
export const readLocatedJson = (text: string): LocatedJson => {
  const offsets = new Map<string, number>();
  let at = 0;

  const fail = (reason: string, where = at): never => {
    throw new JsonFault(where, reason);
  };
  const skipSpace = (): void => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1;
  };
  const expected = (what: string): never =>
    fail(at >= text.length ? `ends where ${what} is due` : `has ${JSON.stringify(text[at])} where ${what} is due`);

  const readString = (what: string): string => {
    if (text[at] !== '"') expected(what);
    const literal = /"(?:[\u0020\u0021\u0023-\u005b\u005d-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    literal.lastIndex = at;
    const [found] = literal.exec(text) ?? [fail('has a text that does not end on its line, or a wrong escape in it')];
    at += found.length;
    return JSON.parse(found) as string;
  };

  const readScalar = (): unknown => {
    if (text[at] === '"') return readString('a text');
    const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
    literal.lastIndex = at;
    const [found] = literal.exec(text) ?? [expected('a value')];
    at += found.length;
    return JSON.parse(found) as unknown;
  };

  /** What stands between two brackets, separated by commas. */
  const readList = (end: string, readItem: (index: number) => void): void => {
    at += 1;
    skipSpace();
    for (let index = 0; text[at] !== end; index += 1) {
      if (index > 0) {
        if (text[at] !== ',') expected(`a comma or ${JSON.stringify(end)}`);
        at += 1;
        skipSpace();
        if (text[at] === end) fail('has a comma after which nothing comes');
      }
      readItem(index);
      skipSpace();
    }
    at += 1;
  };

  const readValue = (pointer: string): unknown => {
    skipSpace();
    offsets.set(pointer, at);
    if (text[at] === '[') {
      const items: unknown[] = [];
      readList(']', (index) => items.push(readValue(`${pointer}/${index}`)));
      return items;
    }
    if (text[at] !== '{') return readScalar();
    const entries = new Map<string, unknown>();
    readList('}', () => {
      const nameAt = at;
      const key = readString('a name in quotes');
      if (entries.has(key)) fail(`names ${JSON.stringify(key)} twice`, nameAt);
      skipSpace();
      if (text[at] !== ':') expected('a colon');
      at += 1;
      entries.set(key, readValue(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
    });
    return Object.fromEntries(entries);
  };

  const value = readValue('');
  skipSpace();
  if (at < text.length) fail('goes on after its end');
  return {
    value,
    placeOf: (pointer) => {
      for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
        const offset = offsets.get(path);
        if (offset !== undefined) return placeAt(text, offset);
      }
      return placeAt(text, offsets.get('')!);
    },
  };
};

/** @param offset in UTF-16 code units */
export const placeAt = (text: string, offset: number): Place => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
};
