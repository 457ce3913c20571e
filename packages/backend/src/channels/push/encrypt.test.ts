import { createECDH, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { encrypt, isPublicKey } from './encrypt.ts';
import { decrypt } from './push-service.fixture.ts';

const bytes = (base64url: string): Buffer => Buffer.from(base64url, 'base64url');

// RFC 8291, section 5 and appendix A.
const published = {
  message: 'When I grow up, I want to be a watermelon',
  sender: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  receiver: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml' +
    'mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT' +
    'pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

it('encrypts as RFC 8291 has it, byte by byte', () => {
  const sender = createECDH('prime256v1');
  sender.setPrivateKey(bytes(published.sender));
  const receiver = { p256dh: bytes(published.p256dh), auth: bytes(published.auth) };
  const body = encrypt(published.message, receiver, sender, bytes(published.salt));
  expect(body.toString('base64url')).toBe(published.body);
});

it('is read by the device it is for, and by no other', () => {
  expect(decrypt(bytes(published.body), bytes(published.receiver), bytes(published.auth))).toBe(published.message);
  expect(() => decrypt(bytes(published.body), bytes(published.receiver), randomBytes(16))).toThrow();
});

it('knows a point of the curve from bytes that look like one', () => {
  expect(isPublicKey(published.p256dh)).toBe(true);
  expect(isPublicKey(`B${'A'.repeat(86)}`)).toBe(false);
});
