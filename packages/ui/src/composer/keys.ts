/** Which keys send: Enter (Shift+Enter is a new line), or Ctrl/⌘+Enter (Enter is a new line). */
export type SendKey = 'enter' | 'mod-enter';

/** What of a keyboard event decides. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'isComposing' | 'keyCode' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
>;

/**
 * Whether a key sends the message. Never while an input method composes: its Enter picks a word. Safari ends the
 * composition before the key arrives, and only tells by the key code 229.
 */
export function isSendKey(press: KeyPress, sendKey: SendKey): boolean {
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === 229) return false;
  if (press.ctrlKey || press.metaKey) return true;
  return sendKey === 'enter' && !press.shiftKey && !press.altKey;
}
