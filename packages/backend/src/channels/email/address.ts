import { createHmac } from 'node:crypto';
import { problem } from '@harmony-live/protocol';

/** One mailbox at a host with a dot, without what separates several, quotes one, or ends a line. Whether it exists a letter finds out. */
const shape = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]+\.[^\s\p{C}@<>()[\]\\,;:".]{2,}$/u;

/**
 * An address as somebody typed it, without the white space around it.
 *
 * @throws Problem `body/invalid`
 */
export const checkAddress = (typed: string): string => {
  const address = typed.trim();
  if (address.length <= 254 && shape.test(address) && !address.includes('..')) return address;
  throw problem('body/invalid', 'Write one e-mail address, such as name@example.com.', {
    field: '/email',
    reason: 'is not an e-mail address',
  });
};

/** Letter case does not tell two mailboxes apart: no provider of any size does, and one letter too many goes nowhere else. */
export const isSameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** What letters to an address are counted by. @param secret the server's: nobody else can tell an address from it */
export const addressHash = (secret: string, address: string): Buffer =>
  createHmac('sha256', secret).update('letters to').update(address.toLowerCase()).digest();
