import { describe, expect, it } from 'vitest';
import { replyTag, taggedAddress, threadOfTag } from './reply-address.ts';

const secret = 'a secret of at least thirty-two characters';
const id = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

describe('an address to reply to', () => {
  it('names its thread, in letters that survive a change of case', () => {
    const tag = replyTag(secret, id);
    expect(tag).toMatch(/^[a-z2-7]{42}$/);
    expect(threadOfTag(secret, tag)).toBe(id);
    expect(threadOfTag(secret, tag.toUpperCase())).toBe(id);
    expect(threadOfTag(secret, replyTag(secret, '00000000-0000-0000-0000-000000000000'))).toBe(
      '00000000-0000-0000-0000-000000000000',
    );
    // The part before the @ may have 64 characters (RFC 5321, 4.5.3.1.1).
    expect(taggedAddress('help@example.com', tag)).toBe(`help+${tag}@example.com`);
    expect(`help+${tag}`.length).toBeLessThanOrEqual(64);
  });

  it('is nobody’s where one letter of it is another, or another secret made it', () => {
    const tag = replyTag(secret, id);
    for (let at = 0; at < tag.length; at += 1) {
      const other = tag[at] === 'a' ? 'b' : 'a';
      const changed = tag.slice(0, at) + other + tag.slice(at + 1);
      // The last letter of the id carries bits that no byte holds.
      if (at !== 25) expect(threadOfTag(secret, changed)).toBeUndefined();
    }
    expect(threadOfTag('another secret of thirty-two characters', tag)).toBeUndefined();
    for (const none of ['', 'help', `${tag}a`, tag.slice(1), '1'.repeat(42)]) {
      expect(threadOfTag(secret, none)).toBeUndefined();
    }
  });
});
