import type { SignalTarget } from '@harmony-live/protocol';

type Methods = { [K in keyof Element]: Element[K] extends (...args: never[]) => unknown ? K : never }[keyof Element];

/** Properties as the browser defines them, each looked for once: a look through the prototypes costs more than all else here. */
const defined = new Map<string, PropertyDescriptor>();

const definitionOf = (element: object, name: string): PropertyDescriptor | undefined => {
  const known = defined.get(name);
  if (known !== undefined) return known;
  for (let at: object | null = element; (at = Object.getPrototypeOf(at) as object | null) !== null;) {
    const own = Object.getOwnPropertyDescriptor(at, name);
    if (own !== undefined) return (defined.set(name, own), own);
  }
  return undefined;
};

/** A property as the browser defines it: on a form, a field that is named alike (`<input name="id">`) hides it. */
const read = <K extends keyof Element>(element: Element, name: K): Element[K] => {
  const { get, value } = definitionOf(element, name) ?? {};
  return (get === undefined ? value : Reflect.apply(get, element, [])) as Element[K];
};

/** The same of a method, which is called. */
const call = <K extends Methods>(element: Element, name: K, ...args: Parameters<Element[K]>): ReturnType<Element[K]> =>
  Reflect.apply(read(element, name) as (...given: unknown[]) => unknown, element, args) as ReturnType<Element[K]>;

const isElement = (node: unknown): node is Element => {
  try {
    return read(node as Element, 'nodeType') === 1;
  } catch {
    // A window, which a path ends with, is no node.
    return false;
  }
};
const matches = (element: Element, selector: string): boolean => call(element, 'matches', selector);
const closest = (element: Element, selector: string): Element | null =>
  Reflect.apply(read(element, 'closest'), element, [selector]) as Element | null;
const attribute = (element: Element, name: string): string | null => call(element, 'getAttribute', name);

/** What can be pressed to make something happen. */
const roles =
  'button link menuitem menuitemcheckbox menuitemradio tab checkbox radio switch option treeitem combobox slider spinbutton';
const controls = new Set(['button', 'a', 'summary', 'input', 'select', 'textarea', 'label']);
const interactive = `${[...controls].join()}, ${roles.replace(/\w+/g, '[role="$&"]').replaceAll(' ', ', ')}`;
/** Pressing these again and again is how they are used, or they answer in ways that a page does not show. */
const pressedOften =
  'input:not([type="button"]):not([type="submit"]):not([type="reset"]):not([type="image"]), textarea, select, ' +
  '[contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"], canvas, video, audio, iframe, ' +
  'embed, object, [role="slider"], [role="spinbutton"], [role="scrollbar"], [role="textbox"]';
/** Controls that are switched off. A fieldset that is switched off is no control itself. */
const disabledControl = 'button:disabled, input:disabled, select:disabled, textarea:disabled, [aria-disabled="true"]';
/** Attributes that name an element for its makers, and do not change from visit to visit. */
const names = ['data-testid', 'data-test', 'data-qa', 'name'];
/** Ids and classes that a framework made up: digits at the end, colons, hashes. */
const madeUp = /\d{3,}|:|^(?:ember|react|radix|headlessui|mui|css|sc)-|[_-][\w]*\d[\w]*$/i;

/** The element that was meant: the nearest one that can be pressed, or else the element itself. */
export const rootOf = (element: Element): { root: Element; isInteractive: boolean } => {
  // Most presses are on the control itself.
  const found = controls.has(read(element, 'localName')) ? element : closest(element, interactive);
  const labelled = found !== null && read(found, 'localName') === 'label' ? (found as HTMLLabelElement).control : null;
  return { root: labelled ?? found ?? element, isInteractive: found !== null };
};

/** True where repeated presses mean nothing; a drawing that is no part of a control is a chart. */
export const isPressedOften = (root: Element): boolean =>
  closest(root, pressedOften) !== null || (!matches(root, interactive) && closest(root, 'svg') !== null);

/** True where words are selected. Pressed quickly, a layer without any has the end of its line selected. */
export const hasSelectedWords = (selection: Selection | null): boolean =>
  selection?.isCollapsed === false && (selection.anchorNode?.nodeType === 3 || String(selection).trim() !== '');

/** A link goes somewhere; whether it did is the browser's to say. */
export const isLink = (root: Element): boolean => matches(root, 'a[href], a[download], input[type="file"]');

/** The control that is switched off at or around this element; null where none is. */
export const disabledAt = (element: Element): Element | null => closest(element, disabledControl);

/** Controls switched off below this element: a press on one whose pointer events are off reaches what is around it. */
export const disabledWithin = (element: Element): Element[] => [
  ...(Reflect.apply(read(element, 'querySelectorAll'), element, [disabledControl]) as NodeListOf<Element>),
];

const outOfBounds = '[data-harmony-ignore], harmony-widget, harmony-widget-offer';

/** True inside what the page has put out of bounds, and inside our own elements. */
export const isIgnored = (path: readonly EventTarget[]): boolean =>
  // In one tree a path goes through what is around the target; slots lead through others.
  shadowsIn(path).length > 0
    ? path.some((each) => isElement(each) && matches(each, outOfBounds))
    : isElement(path[0]) && closest(path[0], outOfBounds) !== null;

/** Shadow roots that a path goes through. It ends with the document and the window, which need not be asked. */
export const shadowsIn = (path: readonly EventTarget[]): ShadowRoot[] => {
  const shadows: ShadowRoot[] = [];
  for (let at = 1; at < path.length - 2; at += 1)
    if ((path[at] as Node).nodeType === 11) shadows.push(path[at] as ShadowRoot);
  return shadows;
};

const remarkable = `${outOfBounds}, ${disabledControl}`;

/** True where nothing around an element is out of bounds or switched off: one look tells that of most. */
export const isPlain = (element: Element): boolean => closest(element, remarkable) === null;

/** The same of one element alone, whatever it stands in. */
export const isOurElement = (node: Node): boolean => isElement(node) && matches(node, outOfBounds);

/** The same of a node, through shadow roots. */
export const isOurs = (node: Node): boolean => {
  for (let at: Node | undefined = node; at !== undefined; at = hostOf(at)) {
    const element = isElement(at) ? at : at.parentElement;
    if (element != null && closest(element, outOfBounds) !== null) return true;
  }
  return false;
};

/** True where `node` is `root` or stands in it, through shadow roots. */
export const isWithin = (root: Node, node: Node): boolean => {
  for (let at: Node | undefined = node; at !== undefined; at = hostOf(at))
    if (call(root as Element, 'contains', at)) return true;
  return false;
};

/** The element whose shadow root this stands in. A link that is in no page is a root too, and its host a name. */
const hostOf = (node: Node): Element | undefined => {
  const { host } = call(node as Element, 'getRootNode') as ShadowRoot;
  return typeof host === 'object' ? host : undefined;
};

/** What may be said of an element: tag, role, type, and where it stands. No text of it, unless the page allows that. */
export const describeTarget = (element: Element): SignalTarget => {
  const role = attribute(element, 'role');
  const type = attribute(element, 'type');
  const label =
    closest(element, '[data-harmony-allow]') && !closest(element, '[data-harmony-mask]') ? labelOf(element) : '';
  return {
    tag: read(element, 'localName').slice(0, 40),
    selector: selectorOf(element),
    ...(role ? { role: role.slice(0, 40) } : {}),
    ...(type ? { type: type.slice(0, 40) } : {}),
    ...(label ? { label } : {}),
  };
};

const labelOf = (element: Element): string =>
  (attribute(element, 'aria-label') ?? read(element, 'textContent') ?? '').replace(/\s+/g, ' ').trim().slice(0, 80);

/** A way to the element that another visit finds too: by the nearest name its makers gave, then by place. */
export const selectorOf = (element: Element): string => {
  const steps: string[] = [];
  let at: Element | null = element;
  for (let depth = 0; at !== null && depth < 5; depth += 1) {
    const localName = read(at, 'localName');
    if (localName === 'body' || localName === 'html') break;
    const name = nameOf(at);
    steps.unshift(localName + (name ?? placeOf(at)));
    if (name !== null) break;
    at = read(at, 'parentElement');
  }
  return steps.join('>').slice(0, 300);
};

const nameOf = (element: Element): string | null => {
  const id = read(element, 'id');
  if (id !== '' && !madeUp.test(id)) return `#${id}`;
  for (const name of names) {
    const value = attribute(element, name);
    if (value && !madeUp.test(value)) return `[${name}="${value.slice(0, 60)}"]`;
  }
  return null;
};

const placeOf = (element: Element): string => {
  const parent = read(element, 'parentElement');
  const own = read(element, 'localName');
  const siblings = parent === null ? [] : [...read(parent, 'children')].filter((one) => read(one, 'localName') === own);
  return siblings.length > 1 ? `:nth-of-type(${siblings.indexOf(element) + 1})` : '';
};
