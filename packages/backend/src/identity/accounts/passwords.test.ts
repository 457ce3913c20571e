import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from './passwords.ts';

describe('a password', () => {
  it('is kept as argon2id with the parameters of OWASP', async () => {
    expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('is told from others, whatever the composition of its characters', async () => {
    const stored = await hashPassword('gar\u00e7on number one');
    expect(await isPassword('garc\u0327on number one', stored)).toBe(true);
    expect(await isPassword('garcon number one', stored)).toBe(false);
  });

  it('is never right for nobody', async () => {
    expect(await isPassword('nobody has this password', undefined)).toBe(false);
  });
});
