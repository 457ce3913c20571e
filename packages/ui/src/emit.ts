/**
 * Dispatches an event that bubbles within its root but never leaves it: what people write must not be heard by a host's
 * page. Returns false when a listener called `preventDefault()`.
 */
export function emit<Detail>(from: EventTarget, type: string, detail: Detail): boolean {
  return from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: false, cancelable: true }));
}
