import Type, { type Static } from 'typebox';

/** A public key of P-256 without compression (65 bytes), base64url without padding. */
const pointLength = 87;

/** What a browser's `PushSubscription` says of itself. */
export const PushSubscription = Type.Object(
  {
    /** Where messages to this device are handed in: an address of its browser's push service. A secret of the device. */
    endpoint: Type.String({ minLength: 1, maxLength: 1000 }),
    /** Of the device: a public key and a secret of 16 bytes, both base64url (RFC 8291). */
    keys: Type.Object(
      {
        p256dh: Type.String({ pattern: `^[A-Za-z0-9_-]{${pointLength}}$` }),
        auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type PushSubscription = Static<typeof PushSubscription>;

/** `GET /v1/push`: how a device is told while no console is open on it. */
export const Push = Type.Object({
  /** This server's key (RFC 8292), base64url: what `pushManager.subscribe` is given. */
  publicKey: Type.String(),
  /** Whether the device of this session is told. */
  isOn: Type.Boolean(),
});
export type Push = Static<typeof Push>;

/** What comes to the device, encrypted for it: no words of anybody. */
export const PushMessage = Type.Object({
  kind: Type.Literal('request'),
  /** The request that was put before the member. */
  assignmentId: Type.String({ format: 'uuid' }),
});
export type PushMessage = Static<typeof PushMessage>;
