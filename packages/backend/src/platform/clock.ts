import { randomBytes } from 'node:crypto';

/** Time, chance and identifiers: the one source of each, so that rules stay pure and tests can hold them still. */
export interface Clock {
  /** Milliseconds since the epoch. It moves with whatever is done to the machine's clock. */
  now(): number;
  /** Milliseconds from any beginning, which pass evenly: for how long something takes or lasts within this process. */
  elapsed(): number;
  /** 0 ≤ x < 1. */
  random(): number;
  /** A UUIDv7 of now: sorts by time, across processes to the millisecond. */
  newId(): string;
  /** Unguessable text of 32 bytes, base64url (43 characters): keys, tokens. */
  newSecret(): string;
}

/** Clocks of several servers differ by less: what is said to be further ahead was written before the clock was set back. */
export const mostAheadMs = 60_000;

/** RFC 9562, section 5.7: 48 bits of Unix milliseconds, version 7, the rest random. `random` gives 10 bytes. */
export const uuidv7 = (now: number, random: Uint8Array): string => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.floor(now)) << 16n);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** Taken from the system by the thousand: a call for each id is most of what an id costs. */
let pool = new Uint8Array();
let taken = 0;
const tenRandomBytes = (): Uint8Array => {
  if (taken + 10 > pool.length) {
    pool = randomBytes(4_000);
    taken = 0;
  }
  return pool.subarray(taken, (taken += 10));
};

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  newId: () => uuidv7(Date.now(), tenRandomBytes()),
  newSecret: () => randomBytes(32).toString('base64url'),
};
