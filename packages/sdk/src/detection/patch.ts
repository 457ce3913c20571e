/** What is done beside a call of the page's, with what it was called on. Its exceptions reach nobody. */
type Beside = (self: unknown, args: readonly unknown[]) => void;

type Part = 'value' | 'get' | 'set';
type Fn = (...args: unknown[]) => unknown;

/** A function put around one of the page's. Putting it in costs a microsecond, so it may stay a while, asleep. */
export interface Patch {
  /** Puts it in, where it is not. */
  on(): void;
  /** Puts the original back where ours is still in place; where somebody wrapped it since, ours stays silent below. */
  restore(): void;
}

/**
 * A patch of a method (`value`), a getter or a setter, not put in yet. It keeps `this`, arguments, result and exceptions.
 * `beside` is called first; of a setter after it, where the value is another than before. A list keeps its identity whatever
 * is in it, and always counts.
 *
 * @param isAwake while it is not, calls are passed through as if nothing were there: one switch for many patches
 */
export const createPatch = (
  owner: object | undefined,
  name: string,
  part: Part,
  beside: Beside,
  isAwake = (): boolean => true,
): Patch => {
  let before: PropertyDescriptor | undefined;
  let ours: PropertyDescriptor | undefined;
  let live: unknown;
  let isIn = false;

  const wrap = (original: Fn, get: Fn | undefined): Fn => {
    const me: Fn =
      part === 'set'
        ? function (this: unknown, value: unknown): void {
            if (live !== me || !isAwake()) return void Reflect.apply(original, this, [value]);
            const was = quietly(() => Reflect.apply(get!, this, []));
            Reflect.apply(original, this, [value]);
            quietly(
              () => (typeof value === 'object' || Reflect.apply(get!, this, []) !== was) && beside(this, [value]),
            );
          }
        : function (this: unknown, ...args: unknown[]): unknown {
            if (live === me && isAwake()) quietly(() => beside(this, args));
            return Reflect.apply(original, this, args);
          };
    return me;
  };
  /** What stands there now; what was there the last time has its wrapper already. */
  const prepare = (): void => {
    const now = own(owner, name);
    const original = now?.[part] as Fn | undefined;
    if (ours !== undefined && original === before?.[part]) return;
    before = now;
    const isFit = typeof original === 'function' && (part !== 'set' || now!.get !== undefined);
    ours = isFit ? { ...now, [part]: wrap(original, now!.get) } : undefined;
  };
  prepare();

  return {
    on: () => {
      if (isIn) return;
      prepare();
      if (ours === undefined) return;
      Object.defineProperty(owner!, name, ours);
      isIn = true;
      live = ours[part];
    },
    restore: () => {
      live = undefined;
      if (isIn && own(owner, name)?.[part] === ours![part]) Object.defineProperty(owner!, name, before!);
      isIn = false;
    },
  };
};

/** Puts a patch in for good. @returns what takes it out */
const patched =
  (part: Part) =>
  (owner: object | undefined, name: string, beside: Beside): (() => void) => {
    const { on, restore } = createPatch(owner, name, part, beside);
    on();
    return restore;
  };

/** Puts a function around a method. */
export const patchMethod = patched('value');

/** Puts a function around a setter. */
export const patchSetter = patched('set');

/** Puts a function around a getter. */
export const patchGetter = patched('get');

/** The page never meets an exception of ours. */
export const quietly = <T>(fn: () => T): T | undefined => {
  try {
    return fn();
  } catch {
    return undefined;
  }
};

const own = (owner: object | undefined, name: string): PropertyDescriptor | undefined => {
  const descriptor = owner === undefined ? undefined : Object.getOwnPropertyDescriptor(owner, name);
  return descriptor?.configurable === true ? descriptor : undefined;
};
