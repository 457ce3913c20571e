/**
 * True when a page's `Origin` fits one of a site's patterns: an exact origin, `https://*.example.com` (any depth below,
 * not the bare domain), a port `*` (any port, also the scheme's own). `null` and whatever is no web origin never fits.
 */
export const isOriginAllowed = (origin: string, patterns: readonly string[]): boolean => {
  const page = parse(origin);
  if (page === null || page.host.includes('*') || page.port === '*') return false;
  return patterns.some((pattern) => {
    const allowed = parse(pattern);
    return (
      allowed !== null &&
      allowed.scheme === page.scheme &&
      (allowed.port === '*' || allowed.port === page.port) &&
      fitsHost(page.host, allowed.host)
    );
  });
};

/** True for what browsers send as a page's `Origin`; not for `null`, and not for patterns. */
export const isWebOrigin = (origin: string): boolean => parse(origin) !== null && !origin.includes('*');

/** Why a pattern cannot be kept, in words; null when it can. */
export const patternFault = (pattern: string): string | null => {
  const parsed = parse(pattern);
  if (parsed === null) return 'must be an origin such as https://app.example.com, without a path';
  const labels = parsed.host.split('.');
  if (labels.slice(1).includes('*')) return 'may have * only as its first label';
  // `https://*.com` would let everybody in.
  if (labels[0] === '*' && labels.length < 3)
    return 'is too wide: name at least the domain, as in https://*.example.com';
  return null;
};

/** A pattern as it is kept: lower case, without the scheme's own port; spaces around it and the slash that copying adds go. */
export const normalisePattern = (pattern: string): string => {
  const bare = pattern.trim().replace(/\/$/, '');
  const parsed = parse(bare);
  if (parsed === null) return bare;
  const port = parsed.port === ownPort[parsed.scheme] ? '' : `:${parsed.port}`;
  return `${parsed.scheme}://${parsed.host}${port}`;
};

interface Origin {
  scheme: 'http' | 'https';
  host: string;
  port: string;
}

const ownPort = { http: '80', https: '443' } as const;
/** A host as browsers send it: names, IPv4, IPv6 in brackets; `*.` in front in patterns only. */
const shape = /^(https?):\/\/((?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::(\d{1,5}|\*))?$/;

const parse = (text: string): Origin | null => {
  const match = shape.exec(text.toLowerCase());
  if (match === null) return null;
  const scheme = match[1] as Origin['scheme'];
  return { scheme, host: match[2]!, port: match[3] ?? ownPort[scheme] };
};

const fitsHost = (host: string, allowed: string): boolean =>
  allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) && host.length > allowed.length - 1 : host === allowed;
