import { problem } from '@harmony-live/protocol';
import { SignJWT, errors, jwtVerify, type JWTPayload } from 'jose';

/** What a visitor token says: who, on which site, in which visit. */
export interface VisitorClaims {
  visitorId: string;
  siteId: string;
  organisationId: string;
  visitId: string;
}

/** Who the host app says its user is. */
export interface HostUser {
  externalId: string;
  name?: string;
  email?: string;
  locale?: string;
}

/** A visitor token lives 15 minutes; the visitor key renews it. */
export const visitorTokenMs = 15 * 60_000;
/** A host's JWT may expire at most an hour ahead: one that leaks is soon worth nothing. */
const longestHostTokenMs = 60 * 60_000;
/** Clocks of two servers differ a little. */
const toleranceSeconds = 30;
const audience = 'harmony:visitor';
const idFormat = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Signs a visitor token (HS256). `now` in milliseconds. */
export const issueVisitorToken = async (
  key: Uint8Array,
  claims: VisitorClaims,
  now: number,
): Promise<{ token: string; expiresAt: string }> => {
  const expiresAt = new Date(now + visitorTokenMs);
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.ceil(expiresAt.getTime() / 1000))
    .sign(key);
  return { token, expiresAt: expiresAt.toISOString() };
};

/**
 * @returns the claims, and until when they hold in milliseconds
 * @throws Problem `token/expired` once its time is over · `token/invalid` when it is not one of ours
 */
export const readVisitorToken = async (
  key: Uint8Array,
  token: string,
  now: number,
): Promise<VisitorClaims & { expiresAt: number }> => {
  const options = { audience, currentDate: new Date(now), requiredClaims: ['exp'] };
  const payload = await verify(token, key, options, renewal);
  const { visitorId, siteId, organisationId, visitId } = payload;
  for (const id of [visitorId, siteId, organisationId, visitId]) {
    if (typeof id !== 'string' || !idFormat.test(id)) throw invalidToken();
  }
  const claims = { visitorId, siteId, organisationId, visitId } as VisitorClaims;
  return { ...claims, expiresAt: payload.exp! * 1000 };
};

const renewal = 'Start a visit to get a new token.';

/** What a token that is not (or no longer) one of ours answers. */
export const invalidToken = () => problem('token/invalid', renewal);

/**
 * Reads the host's JWT of `data-user`: HS256 with the site's secret, `aud` the site key, `exp` at most an hour ahead.
 *
 * @throws Problem `token/expired`, `token/invalid` with the field `/user` and the reason
 */
export const readHostToken = async (
  site: { key: string; oldKey?: string | null; oldKeyUntil?: Date | null; secret: string },
  token: string,
  now: number,
): Promise<HostUser> => {
  const options = {
    // Pages that still carry the key before are served for a time: so are the names that hosts made for it.
    audience: site.oldKey != null && now < (site.oldKeyUntil?.getTime() ?? 0) ? [site.key, site.oldKey] : site.key,
    currentDate: new Date(now),
    clockTolerance: toleranceSeconds,
    requiredClaims: ['sub', 'exp'],
  };
  const payload = await verify(
    token,
    new TextEncoder().encode(site.secret),
    options,
    'Sign a new one for this user.',
    '/user',
  );
  if ((payload.exp ?? 0) * 1000 > now + longestHostTokenMs + toleranceSeconds * 1000) {
    throw invalidUser('exp is more than one hour ahead');
  }
  const externalId = text(payload.sub, 200);
  if (externalId === undefined) throw invalidUser('sub must be text of 1 to 200 characters');
  const optional = { name: text(payload.name, 120), email: text(payload.email, 254), locale: text(payload.locale, 35) };
  return { externalId, ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) };
};

const invalidUser = (reason: string) =>
  problem('token/invalid', `The user's JWT is not accepted: ${reason}.`, { field: '/user', reason });

/** A claim as text without control characters; undefined when it is none or too long to be meant. */
const text = (claim: unknown, longest: number): string | undefined => {
  if (typeof claim !== 'string') return undefined;
  const clean = claim.replace(/\p{Cc}/gu, ' ').trim();
  return clean === '' || clean.length > longest ? undefined : clean;
};

const verify = async (
  token: string,
  key: Uint8Array,
  options: { audience: string | string[]; currentDate: Date; clockTolerance?: number; requiredClaims?: string[] },
  whatToDo: string,
  field?: string,
): Promise<JWTPayload> => {
  try {
    const { payload } = await jwtVerify(token, key, { ...options, algorithms: ['HS256'] });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw problem('token/expired', whatToDo, { field });
    if (!(error instanceof errors.JOSEError)) throw error;
    throw problem('token/invalid', whatToDo, { field, reason: reasonOf(error) });
  }
};

/** What is wrong, in words that name no secret. */
const reasonOf = (error: errors.JOSEError): string => {
  if (error instanceof errors.JWTClaimValidationFailed) return `the claim ${error.claim} is not right`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature does not fit';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the algorithm must be HS256';
  return 'it is not a JWT';
};
