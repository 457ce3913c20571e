/** Somebody who typed or pressed within this time is at work, in milliseconds (domain page "assignment": never in the way). */
export const quietMs = 3000;

/** Whether a request that comes up may take the focus: never from a text field, nor from somebody who is at work. */
export function mayTakeFocus(at: { now: number; lastActAt: number; isInTextField: boolean }): boolean {
  return !at.isInTextField && at.now - at.lastActAt >= quietMs;
}

/** The element that has the focus, looked for through open shadow roots. */
export function focused(root: DocumentOrShadowRoot = document): Element | null {
  const { activeElement } = root;
  return activeElement?.shadowRoot?.activeElement ? focused(activeElement.shadowRoot) : activeElement;
}

/** Whether an element takes text. */
export function isTextField(element: Element | null): boolean {
  if (element instanceof HTMLInputElement)
    return !/^(button|checkbox|radio|submit|reset|range|color|file|image)$/.test(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}
