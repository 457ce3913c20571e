/** The bytes end where more are due, or are not what their format says. */
export class DamagedFile extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'DamagedFile';
  }
}

/** The most that is looked at, or handed on, at once. */
const pieceSize = 64 * 1024;

/** A stream of bytes, read in the order of a file format: a few to look at, many to hand on or to leave out. */
export class Bytes {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #isOver = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next bytes, which stay; fewer than `count` only at the end. */
  async peek(count: number): Promise<Buffer> {
    while (this.#held.length < count && !this.#isOver) {
      const { value, done } = await this.#source.next();
      if (done === true) this.#isOver = true;
      else this.#held = this.#held.length === 0 ? viewOf(value) : Buffer.concat([this.#held, value]);
    }
    return this.#held.subarray(0, count);
  }

  /** The next bytes. @throws DamagedFile where there are fewer */
  async take(count: number): Promise<Buffer> {
    const taken = await this.peek(count);
    if (taken.length < count) throw new DamagedFile('it ends too early');
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** So many bytes, in pieces. @throws DamagedFile where there are fewer */
  async *copy(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      const piece = await this.take(Math.min(left, pieceSize));
      left -= piece.length;
      yield piece;
    }
  }

  /** Leaves so many out. @throws DamagedFile where there are fewer */
  async skip(count: number): Promise<void> {
    for await (const _ of this.copy(count));
  }

  /** Everything that is left, in pieces. */
  async *rest(): AsyncGenerator<Buffer> {
    for (let piece = await this.peek(pieceSize); piece.length > 0; piece = await this.peek(pieceSize)) {
      yield await this.take(piece.length);
    }
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);
