import { isOurElement, isOurs, isWithin } from '../target.ts';

/** So many changes of one batch are looked at: more are of one cause. */
const mostRecords = 300;
/** Rows that are added one by one are of one cause too. */
const mostOfOne = 10;
/** Attributes that show that a thing is being pressed, and do not tell whether that did anything. */
const looks = /^(?:class|style|tabindex|aria-describedby|data-.*(?:active|focus|hover|press).*)$/;
/** Trees with more elements are not compared. */
const mostCompared = 50;
/** What a person sees without any text. */
const visible = 'svg, img, picture, video, canvas, input, progress, [role]';

/** Changes that count for somebody: without those of our own elements, each kind of change of a node a few times at most. */
export function* readChanges(records: readonly MutationRecord[]): Generator<MutationRecord> {
  const read = records.slice(0, mostRecords);
  const seen = new Map<Node, Map<string, number>>();
  const redrawn = new Map<Node, boolean>();
  const counts = (record: MutationRecord): boolean => {
    const { target, type, attributeName } = record;
    const what = attributeName ?? type;
    const before = seen.get(target);
    // Of one attribute the first tells what it was before; of several additions the first may be a ripple, or our own.
    const times = before?.get(what) ?? 0;
    if (times >= (type === 'childList' ? mostOfOne : 1)) return false;
    if (before === undefined && isOurs(target)) return false;
    seen.set(target, (before ?? new Map<string, number>()).set(what, times + 1));
    if (type === 'attributes') return (target as Element).getAttribute(attributeName!) !== record.oldValue;
    if (type === 'characterData') return target.nodeValue !== record.oldValue;
    if (!redrawn.has(target)) redrawn.set(target, isRedrawn(read, target));
    return !redrawn.get(target) && ![...record.addedNodes, ...record.removedNodes].every(isOurElement);
  };
  // One by one: mostly the first has answered all that waits, and the others need no look.
  for (const record of read) if (counts(record)) yield record;
}

/** Drawn again as it was, of new nodes that are like the old ones: nobody sees that. A node that is put elsewhere is moved. */
const isRedrawn = (records: readonly MutationRecord[], parent: Node): boolean => {
  const own = records.filter(({ type, target }) => type === 'childList' && target === parent);
  const added = own.flatMap(({ addedNodes }) => [...addedNodes]);
  const removed = own.flatMap(({ removedNodes }) => [...removedNodes]);
  if (added.length === 0 || added.length !== removed.length || added.length > mostOfOne) return false;
  return added.every((node, at) => node !== removed[at] && isSmall(node) && node.isEqualNode(removed[at]!));
};

const isSmall = (node: Node): boolean =>
  node.nodeType !== 1 || (node as Element).getElementsByTagName('*').length <= mostCompared;

/** What a tooltip is, or stands in; it goes when the thing that it explains is pressed. */
const tooltip = '[role="tooltip"]';
const isTooltip = (node: Node): boolean =>
  node.nodeType === 1 && ((node as Element).matches(tooltip) || (node as Element).querySelector(tooltip) !== null);

/** Values of `data-state`, `aria-hidden`, `hidden` and `style` by which it goes. */
const gone = /^(?:hidden|closed|true|)$|visibility:\s*hidden|display:\s*none|opacity:\s*0(?!\.)/;

/** A tooltip that hides: it had come with the pointer, and says nothing of the press. */
export const isTooltipGoing = ({ type, target, attributeName, addedNodes, removedNodes }: MutationRecord): boolean => {
  if (type === 'childList')
    return addedNodes.length === 0 && removedNodes.length > 0 && [...removedNodes].every(isTooltip);
  if (type !== 'attributes') return false;
  const element = target as Element;
  const isPart = element.closest(tooltip) !== null || element.firstElementChild?.matches(tooltip) === true;
  return isPart && gone.test(element.getAttribute(attributeName!) ?? 'stays');
};

/**
 * How a change stands to a pressed control: `answer` where it says something; `look` where the control only shows for a
 * moment that it is pressed (an active class, a ripple), which tells nothing unless it stays.
 */
export const readOnRoot = (record: MutationRecord, root: Element): 'answer' | 'look' | 'nothing' => {
  const { target, type, attributeName, addedNodes, removedNodes } = record;
  if (!isWithin(root, target)) return 'answer';
  if (type === 'attributes') return looks.test(attributeName!) ? 'look' : 'answer';
  if (type === 'characterData') return 'answer';
  return [...addedNodes, ...removedNodes].some(saysSomething) ? 'answer' : 'nothing';
};

// A ripple is an empty element that comes and goes.
const saysSomething = (node: Node): boolean => {
  if (node.textContent?.trim()) return true;
  return (
    node.nodeType === 1 && ((node as Element).matches(visible) || (node as Element).querySelector(visible) !== null)
  );
};
