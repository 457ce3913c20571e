/** What is done beside a call of the page's, with what it was called on. Its exceptions reach nobody. */
type Beside = (self: unknown, args: readonly unknown[]) => void;

/**
 * Puts a function around a method. It keeps `this`, arguments, result and exceptions; `beside` is called first.
 *
 * @returns what puts the original back where ours is still in place; where somebody wrapped it since, ours goes silent
 */
export const patchMethod = (owner: object | undefined, name: string, beside: Beside): (() => void) => {
  const before = own(owner, name);
  const original = before?.value as ((...args: unknown[]) => unknown) | undefined;
  if (typeof original !== 'function') return nothing;
  return replace(
    owner!,
    name,
    before!,
    'value',
    (isOn) =>
      function (this: unknown, ...args: unknown[]): unknown {
        if (isOn()) quietly(() => beside(this, args));
        return Reflect.apply(original, this, args);
      },
  );
};

/**
 * Puts a function around a setter; `beside` is called after it, where the value is another than before. A list keeps its
 * identity whatever is in it, and always counts.
 */
export const patchSetter = (owner: object | undefined, name: string, beside: Beside): (() => void) => {
  const before = own(owner, name);
  const { get, set } = before ?? {};
  if (set === undefined || get === undefined) return nothing;
  return replace(
    owner!,
    name,
    before!,
    'set',
    (isOn) =>
      function (this: unknown, value: unknown): void {
        const was = isOn() ? quietly(() => Reflect.apply(get, this, []) as unknown) : undefined;
        Reflect.apply(set, this, [value]);
        if (isOn())
          quietly(() => (typeof value === 'object' || Reflect.apply(get, this, []) !== was) && beside(this, [value]));
      },
  );
};

/** Puts a function around a getter; `beside` is called first. */
export const patchGetter = (owner: object | undefined, name: string, beside: Beside): (() => void) => {
  const before = own(owner, name);
  const { get } = before ?? {};
  if (get === undefined) return nothing;
  return replace(
    owner!,
    name,
    before!,
    'get',
    (isOn) =>
      function (this: unknown): unknown {
        if (isOn()) quietly(() => beside(this, []));
        return Reflect.apply(get, this, []) as unknown;
      },
  );
};

/** The page never meets an exception of ours. */
export const quietly = <T>(fn: () => T): T | undefined => {
  try {
    return fn();
  } catch {
    return undefined;
  }
};

const nothing = (): void => {};

const own = (owner: object | undefined, name: string): PropertyDescriptor | undefined => {
  const descriptor = owner === undefined ? undefined : Object.getOwnPropertyDescriptor(owner, name);
  return descriptor?.configurable === true ? descriptor : undefined;
};

const replace = (
  owner: object,
  name: string,
  before: PropertyDescriptor,
  part: 'value' | 'get' | 'set',
  make: (isOn: () => boolean) => (...args: never[]) => unknown,
): (() => void) => {
  let isOn = true;
  const ours = make(() => isOn);
  Object.defineProperty(owner, name, { ...before, [part]: ours });
  return () => {
    isOn = false;
    if (own(owner, name)?.[part] === ours) Object.defineProperty(owner, name, before);
  };
};
