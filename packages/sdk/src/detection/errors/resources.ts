import { pageTemplate } from '../../context/page.ts';
import { fileTemplate } from './stack.ts';
import { isTracker } from './noise.ts';

interface Page {
  location: { href: string; origin: string };
  performance?: Pick<Performance, 'getEntriesByType'>;
}

/** What `performance` calls the things that a page is made of. */
const parts = new Set(['script', 'link', 'css', 'img']);

/** Which resource an `error` event tells of, in words; null where it is none, or one that blockers refuse. */
export const failedResource = (page: Page, target: EventTarget | null): string | null => {
  if (target === null || !('localName' in target)) return null;
  const { localName } = target as Element;
  const what = { script: 'script', link: 'style', img: 'image' }[localName];
  if (what === undefined) return null;
  // Icons, previews and hints load by links too, and nobody misses them.
  if (localName === 'link' && (target as HTMLLinkElement).relList?.contains('stylesheet') !== true) return null;
  const { src, href } = target as HTMLScriptElement & HTMLLinkElement;
  return resourceWords(page, what, localName === 'link' ? href : src);
};

/** What failed before anybody listened, as far as the browser tells: its own origin, and others that allow it. */
export const failedBefore = (page: Page): string[] =>
  ((page.performance?.getEntriesByType('resource') ?? []) as PerformanceResourceTiming[]).flatMap(
    ({ name, initiatorType, responseStatus }) =>
      parts.has(initiatorType) && responseStatus >= 400
        ? (resourceWords(page, { link: 'style', css: 'style', img: 'image' }[initiatorType] ?? 'script', name) ?? [])
        : [],
  );

export const resourceWords = ({ location }: Page, what: string, address: string): string | null => {
  if (!/^https?:/.test(address) || isTracker(address)) return null;
  const { origin, host, pathname } = new URL(address);
  const path = what === 'image' ? pageTemplate(pathname) : fileTemplate(address);
  return `${what} ${origin === location.origin ? '' : host}${path}`;
};
