/** Whatever of these follows a press has answered it. Listened to only while a press waits. */
const answering = [
  ...['input', 'change', 'submit', 'reset', 'invalid', 'toggle', 'beforetoggle', 'select', 'scroll', 'focusin'],
  ...['fullscreenchange', 'play', 'pause', 'seeking', 'copy', 'cut', 'paste', 'animationstart', 'transitionrun'],
  ...['dragstart', 'close', 'cancel'],
];
// A window that opened, printing and dialogs of the browser take the focus from the page.
const answeringWindow = ['popstate', 'hashchange', 'pagehide', 'beforeunload', 'blur'];
const passive = { capture: true, passive: true } as const;

/** Tells when the page answers; watches only between `watch` and `rest`. */
export interface Answers {
  watch(): void;
  rest(): void;
  stop(): void;
}

interface Page {
  document: Document;
  MutationObserver: typeof MutationObserver;
  addEventListener: Window['addEventListener'];
  removeEventListener: Window['removeEventListener'];
}

/**
 * Watches for answers: changes of the document outside our own elements and outside what moves by itself, and the events
 * that show that something happened.
 *
 * @param onAnswer called for each, with the element where it happened; null for a change of the document
 * @param isAmbient nodes that changed without anybody doing anything
 */
export const createAnswers = (
  page: Page,
  onAnswer: (element: Element | null) => void,
  isAmbient: (node: Node) => boolean,
): Answers => {
  let isWatching = false;
  const isOurs = (node: Node): boolean => {
    const element = node.nodeType === 1 ? (node as Element) : node.parentElement;
    return element?.closest('harmony-widget, [data-harmony-ignore]') != null;
  };
  const observer = new page.MutationObserver((records) => {
    const counts = records.some(({ target, addedNodes, removedNodes }) => {
      if (isOurs(target) || isAmbient(target)) return false;
      const moved = [...addedNodes, ...removedNodes];
      return moved.length === 0 || moved.some((node) => !isOurs(node));
    });
    if (counts) onAnswer(null);
  });
  const heard = (event: Event): void => {
    const target = event.target as Node | null;
    if (target !== null && 'nodeType' in target && isOurs(target)) return;
    onAnswer(target !== null && target.nodeType === 1 ? (target as Element) : null);
  };
  const rest = (): void => {
    if (!isWatching) return;
    isWatching = false;
    observer.disconnect();
    for (const type of answering) page.document.removeEventListener(type, heard, passive);
    for (const type of answeringWindow) page.removeEventListener(type, heard, passive);
  };
  return {
    watch: () => {
      if (isWatching) return;
      isWatching = true;
      observer.observe(page.document, { subtree: true, childList: true, attributes: true, characterData: true });
      for (const type of answering) page.document.addEventListener(type, heard, passive);
      for (const type of answeringWindow) page.addEventListener(type, heard, passive);
    },
    rest,
    stop: rest,
  };
};
