import type { Page } from '../page.ts';
import { isTracker } from './noise.ts';
import { isForeignFile } from './stack.ts';

/** A part of what the browser reports: an intervention, a permission that a policy does not give, what one refused. */
interface BrowserReport {
  type: string;
  body: {
    id?: string;
    featureId?: string;
    disposition?: string;
    effectiveDirective?: string;
    blockedURL?: string;
    sourceFile?: string | null;
  } | null;
}

/** Kinds of reports that a person may notice; deprecations are for developers. */
const types = ['csp-violation', 'intervention', 'permissions-policy-violation'];
/** So many refusals are known again. */
const mostRefusals = 50;

export interface PolicyOptions {
  page: Pick<Page, 'addEventListener' | 'removeEventListener' | 'ReportingObserver'>;
  /** Origin of the backend: what is refused to it is ours. */
  backend: string;
  ownScripts: RegExp;
  /** Something was refused. @param words directive and host, or what the browser calls it */
  onRefused(words: string): void;
}

/**
 * Hears what a policy of the page or the browser refused. Refusals from before are told by the browser's reports, where it
 * has them; what came as an event is not told again by its report.
 *
 * @returns what ends it
 */
export const watchPolicies = ({ page, backend, ownScripts, onRefused }: PolicyOptions): (() => void) => {
  const refused = new Set<string>();
  const isTheirs = (url: string | null | undefined): boolean =>
    !url || !(isTracker(url) || isForeignFile(url, ownScripts) || url.startsWith(backend));
  const wordsOf = (directive = '', blocked = ''): string =>
    `${directive} ${/^\w+:\/\/([^/]+)/.exec(blocked)?.[1] ?? blocked.split(/[:?#]/)[0]}`;
  const heard = (event: Event): void => {
    const { disposition, effectiveDirective, blockedURI, sourceFile } = event as SecurityPolicyViolationEvent;
    if (disposition !== 'enforce' || !isTheirs(blockedURI) || !isTheirs(sourceFile)) return;
    const words = wordsOf(effectiveDirective, blockedURI);
    if (refused.size < mostRefusals) refused.add(words);
    onRefused(words);
  };
  const reported = ({ type, body }: BrowserReport): void => {
    if (body === null || body.disposition === 'report' || !isTheirs(body.sourceFile)) return;
    if (type !== 'csp-violation') return onRefused(`${type} ${body.id ?? body.featureId ?? ''}`.trim());
    const words = wordsOf(body.effectiveDirective, body.blockedURL);
    if (isTheirs(body.blockedURL) && !refused.has(words)) onRefused(words);
  };
  page.addEventListener('securitypolicyviolation', heard, { capture: true, passive: true });
  const reports =
    page.ReportingObserver &&
    new page.ReportingObserver((list) => list.forEach((one) => reported(one as BrowserReport)), {
      types,
      buffered: true,
    });
  reports?.observe();
  return () => {
    page.removeEventListener('securitypolicyviolation', heard, true);
    reports?.disconnect();
  };
};
