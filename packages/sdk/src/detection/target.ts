import type { SignalTarget } from '@harmony-live/protocol';

/** What can be pressed to make something happen. */
const roles =
  'button link menuitem menuitemcheckbox menuitemradio tab checkbox radio switch option treeitem combobox slider spinbutton';
const interactive = `button, a, summary, input, select, textarea, label, ${roles.replace(/\w+/g, '[role="$&"]').replaceAll(' ', ', ')}`;
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
  const found = element.closest(interactive);
  const labelled = found?.matches('label') === true ? (found as HTMLLabelElement).control : null;
  return { root: labelled ?? found ?? element, isInteractive: found !== null };
};

/** True where repeated presses mean nothing; a drawing that is no part of a control is a chart. */
export const isPressedOften = (root: Element): boolean =>
  root.closest(pressedOften) !== null || (!root.matches(interactive) && root.closest('svg') !== null);

/** A link goes somewhere; whether it did is the browser's to say. */
export const isLink = (root: Element): boolean => root.matches('a[href], a[download], input[type="file"]');

/** The control that is switched off at or around this element; null where none is. */
export const disabledAt = (element: Element): Element | null => element.closest(disabledControl);

/** Controls switched off below this element: a press on one whose pointer events are off reaches what is around it. */
export const disabledWithin = (element: Element): Element[] => [...element.querySelectorAll(disabledControl)];

const outOfBounds = '[data-harmony-ignore], harmony-widget, harmony-widget-offer';

/** True inside what the page has put out of bounds, and inside our own elements. */
export const isIgnored = (path: readonly EventTarget[]): boolean =>
  path.some((node) => 'matches' in node && (node as Element).matches(outOfBounds));

/** The same of one element alone, whatever it stands in. */
export const isOurElement = (node: Node): boolean => node.nodeType === 1 && (node as Element).matches(outOfBounds);

/** The same of a node, through shadow roots. */
export const isOurs = (node: Node): boolean => {
  for (let at: Node | undefined = node; at !== undefined; at = (at.getRootNode?.() as ShadowRoot | undefined)?.host) {
    const element = at.nodeType === 1 ? (at as Element) : at.parentElement;
    if (element?.closest?.(outOfBounds) != null) return true;
  }
  return false;
};

/** True where `node` is `root` or stands in it, through shadow roots. */
export const isWithin = (root: Node, node: Node): boolean => {
  for (let at: Node | undefined = node; at !== undefined; at = (at.getRootNode?.() as ShadowRoot | undefined)?.host)
    if (root.contains(at)) return true;
  return false;
};

/** What may be said of an element: tag, role, type, and where it stands. No text of it, unless the page allows that. */
export const describeTarget = (element: Element): SignalTarget => {
  const role = element.getAttribute('role');
  const type = element.getAttribute('type');
  const label =
    element.closest('[data-harmony-allow]') && !element.closest('[data-harmony-mask]') ? labelOf(element) : '';
  return {
    tag: element.localName.slice(0, 40),
    selector: selectorOf(element),
    ...(role ? { role: role.slice(0, 40) } : {}),
    ...(type ? { type: type.slice(0, 40) } : {}),
    ...(label ? { label } : {}),
  };
};

const labelOf = (element: Element): string =>
  (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 80);

/** A way to the element that another visit finds too: by the nearest name its makers gave, then by place. */
export const selectorOf = (element: Element): string => {
  const steps: string[] = [];
  let at: Element | null = element;
  for (let depth = 0; at !== null && depth < 5 && at.localName !== 'body' && at.localName !== 'html'; depth += 1) {
    const name = nameOf(at);
    steps.unshift(name ?? at.localName + placeOf(at));
    if (name !== null) break;
    at = at.parentElement;
  }
  return steps.join('>').slice(0, 300);
};

const nameOf = (element: Element): string | null => {
  const { id, localName } = element;
  if (id !== '' && !madeUp.test(id)) return `${localName}#${id}`;
  for (const name of names) {
    const value = element.getAttribute(name);
    if (value && !madeUp.test(value)) return `${localName}[${name}="${value.slice(0, 60)}"]`;
  }
  return null;
};

const placeOf = (element: Element): string => {
  const siblings = [...(element.parentElement?.children ?? [])].filter(
    ({ localName }) => localName === element.localName,
  );
  return siblings.length > 1 ? `:nth-of-type(${siblings.indexOf(element) + 1})` : '';
};
