import type { Press } from '../detector.ts';
import { isWithin } from '../target.ts';

/** Events that a person's act leads to, and nothing else: an answer for certain. */
const certain =
  'input change submit reset invalid toggle beforetoggle close cancel copy cut paste dragstart select selectionchange ' +
  'focusin popstate hashchange pagehide fullscreenchange blur';
/** Events that also come by themselves: a carousel scrolls, an animation starts again each second. */
const uncertain = 'scroll animationstart transitionrun play pause seeking';

/** Types to listen to while a press waits. */
export const answeringTypes = `${certain} ${uncertain}`.split(' ');

/** True where such an event can only be an answer. */
export const isCertainEvent = (type: string): boolean => certain.split(' ').includes(type);

/** The parts of an event that decide. */
export interface Heard {
  readonly type: string;
  /** Where it happened; null for the window and the document. */
  readonly element: Element | null;
  /** The window itself lost the focus: another one opened, or a dialog of the browser. */
  readonly isOnWindow: boolean;
  /** Words are selected at this moment. */
  readonly hasSelection: boolean;
}

/**
 * Whether an event may answer a press. Pressing a thing focuses it, or what it stands in, and starts its own hover and
 * press styles: that is no answer. Neither is the caret that moves, nor text that a quick press on a control selects.
 */
export const mayAnswer = ({ type, element, isOnWindow, hasSelection }: Heard, press: Press): boolean => {
  if (type === 'blur') return isOnWindow;
  if (type === 'selectionchange') return hasSelection && !press.isInteractive;
  if (!/^(?:focusin|animationstart|transitionrun)$/.test(type) || element === null) return true;
  return !isWithin(press.root, element) && !isWithin(element, press.root);
};

/** Whether the page says somewhere that it works on something. */
export const showsWork = (document: Pick<Document, 'querySelector'>): boolean =>
  document.querySelector('[aria-busy="true"], progress, [role="progressbar"]') !== null;
