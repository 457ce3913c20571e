import { isTracker } from './noise.ts';
import { isForeignFile } from './stack.ts';

/** What a policy of the page refused, in words; null where it only reports, or refused what is not the page's own. */
export const refusedByPolicy = (
  { disposition, effectiveDirective, blockedURI, sourceFile }: SecurityPolicyViolationEvent,
  backend: string,
  ownScripts: RegExp,
): string | null => {
  const isNotTheirs = [blockedURI, sourceFile].some(
    (url) => url && (isTracker(url) || isForeignFile(url, ownScripts) || url.startsWith(backend)),
  );
  if (disposition !== 'enforce' || isNotTheirs) return null;
  return `${effectiveDirective} ${/^\w+:\/\/([^/]+)/.exec(blockedURI)?.[1] ?? blockedURI.split(/[:?#]/)[0]}`;
};

/** A part of what the browser reports: an intervention, or a permission that a policy does not give. */
export interface BrowserReport {
  type: string;
  body: { id?: string; featureId?: string; disposition?: string; sourceFile?: string | null } | null;
}

/** The kinds of reports that a person may notice; deprecations are for developers, and CSP has its own event. */
export const reportTypes = ['intervention', 'permissions-policy-violation'];

export const refusedByBrowser = ({ type, body }: BrowserReport, ownScripts: RegExp): string | null =>
  body === null || body.disposition === 'report' || isForeignFile(body.sourceFile ?? '', ownScripts)
    ? null
    : `${type} ${body.id ?? body.featureId ?? ''}`.trim();
