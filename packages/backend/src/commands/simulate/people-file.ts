import Type, { type Static } from 'typebox';

/** An organisation that is there already, for `--people`: a site, and experts who are there for being simulated. */
export const People = Type.Object(
  {
    /** Public site key. */
    site: Type.String({ pattern: '^pk_[A-Za-z0-9_]{3,64}$' }),
    /** One of the site's origins. */
    origin: Type.String({ pattern: '^https?://[^/]+$', maxLength: 260 }),
    experts: Type.Array(
      Type.Object(
        {
          email: Type.String({ minLength: 3, maxLength: 254 }),
          password: Type.String({ minLength: 1, maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 10_000 },
    ),
  },
  { additionalProperties: false },
);
export type People = Static<typeof People>;
