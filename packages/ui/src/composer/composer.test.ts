import { describe, expect, test } from 'vitest';
import { memoryDrafts, storedDrafts } from './drafts.ts';
import { isSendKey, type KeyPress } from './keys.ts';
import { typingPulse } from './typing.ts';

function press(more: Partial<KeyPress> = {}): KeyPress {
  return {
    key: 'Enter',
    isComposing: false,
    keyCode: 13,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...more,
  };
}

describe('sending by key', () => {
  test('Enter sends, Shift+Enter is a new line', () => {
    expect(isSendKey(press(), 'enter')).toBe(true);
    expect(isSendKey(press({ shiftKey: true }), 'enter')).toBe(false);
    expect(isSendKey(press({ key: 'a', keyCode: 65 }), 'enter')).toBe(false);
  });

  test('reversed, Enter is a new line and Ctrl or ⌘ with it sends', () => {
    expect(isSendKey(press(), 'mod-enter')).toBe(false);
    expect(isSendKey(press({ ctrlKey: true }), 'mod-enter')).toBe(true);
    expect(isSendKey(press({ metaKey: true }), 'mod-enter')).toBe(true);
  });

  test('the Enter that picks a word in an input method never sends, in Safari either', () => {
    expect(isSendKey(press({ isComposing: true }), 'enter')).toBe(false);
    expect(isSendKey(press({ keyCode: 229 }), 'enter')).toBe(false);
    expect(isSendKey(press({ isComposing: true, ctrlKey: true }), 'mod-enter')).toBe(false);
  });
});

describe('telling that one types', () => {
  test('is done at once, then at most every three seconds', () => {
    const pulse = typingPulse();
    expect([0, 100, 2999, 3000, 3001, 6000].map((ms) => pulse(true, ms))).toEqual([
      true,
      undefined,
      undefined,
      true,
      undefined,
      true,
    ]);
  });

  test('ends once with the text, and starts again at once', () => {
    const pulse = typingPulse();
    expect(pulse(false, 0)).toBeUndefined();
    expect(pulse(true, 10)).toBe(true);
    expect(pulse(false, 20)).toBe(false);
    expect(pulse(false, 30)).toBeUndefined();
    expect(pulse(true, 40)).toBe(true);
  });
});

describe('drafts', () => {
  test('are kept by conversation and forgotten when empty', () => {
    const drafts = memoryDrafts();
    drafts.set('one', 'Half a sent');
    drafts.set('two', 'x');
    drafts.set('two', '');
    expect([drafts.get('one'), drafts.get('two'), drafts.get('three')]).toEqual(['Half a sent', '', '']);
  });

  test('outlive the page in storage', () => {
    const kept = new Map<string, string>();
    const storage = fakeStorage(kept);
    storedDrafts(storage, 'draft:').set('one', 'Half a sent');
    expect(kept).toEqual(new Map([['draft:one', 'Half a sent']]));
    expect(storedDrafts(storage, 'draft:').get('one')).toBe('Half a sent');
    storedDrafts(storage, 'draft:').set('one', '');
    expect(kept.size).toBe(0);
  });

  test('stay on the page where the browser refuses storage', () => {
    const drafts = storedDrafts(fakeStorage(undefined), 'draft:');
    drafts.set('one', 'Half a sent');
    expect(drafts.get('one')).toBe('Half a sent');
  });
});

function fakeStorage(kept: Map<string, string> | undefined): Storage {
  const open = () => {
    if (!kept) throw new DOMException('refused', 'SecurityError');
    return kept;
  };
  return {
    length: 0,
    clear: () => open().clear(),
    key: () => null,
    getItem: (key) => open().get(key) ?? null,
    setItem: (key, value) => void open().set(key, value),
    removeItem: (key) => void open().delete(key),
  };
}
