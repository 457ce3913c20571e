import { isOurElement, isOurs, isWithin } from '../target.ts';

/** So many changes of one batch are looked at: more are of one cause. */
const mostRecords = 300;
/** Rows that are added one by one are of one cause too. */
const mostOfOne = 10;
/** Attributes that show that a thing is being pressed, and do not tell whether that did anything. */
const looks = /^(?:class|style|tabindex|data-.*(?:active|focus|hover|press).*)$/;
/** What a person sees without any text. */
const visible = 'svg, img, picture, video, canvas, input, progress, [role]';

/** Changes that count for somebody: without those of our own elements, each kind of change of a node a few times at most. */
export const readChanges = (records: readonly MutationRecord[]): MutationRecord[] => {
  const seen = new Map<Node, Map<string, number>>();
  return records.slice(0, mostRecords).filter((record) => {
    const { target, type, attributeName } = record;
    const what = attributeName ?? type;
    const before = seen.get(target);
    // Of one attribute the first tells what it was before; of several additions the first may be a ripple, or our own.
    const times = before?.get(what) ?? 0;
    if (times >= (type === 'childList' ? mostOfOne : 1)) return false;
    if (before === undefined && isOurs(target)) return false;
    seen.set(target, (before ?? new Map<string, number>()).set(what, times + 1));
    return type !== 'childList' || ![...record.addedNodes, ...record.removedNodes].every(isOurElement);
  });
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
