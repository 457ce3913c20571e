import type { Page } from '@playwright/test';

/**
 * Writes down what our live regions say, in order, as assistive technology hears it: a region's text when it is there anew or
 * has changed, each line that a log gets.
 * @returns what was said since the last call
 */
export const listenToRegions = async (page: Page): Promise<() => Promise<string[]>> => {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const roots = new WeakSet<Node>();
    const before = new WeakMap<Element, string>();
    const textOf = (element: Element): string => {
      const words = [...element.childNodes].map((node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.textContent;
        if (!(node instanceof Element) || node.getAttribute('aria-hidden') === 'true') return '';
        return ['style', 'svg', 'textarea'].includes(node.localName) ? '' : textOf(node);
      });
      return words.join(' ').replace(/\s+/g, ' ').trim();
    };
    const hear = (element: Element): void => {
      if (!element.checkVisibility({ visibilityProperty: true })) return;
      const role = element.getAttribute('role') ?? 'polite';
      if (role === 'log') {
        for (const line of element.querySelectorAll('.msg:not(.typist), .sys:not(.day)')) {
          if (before.has(line)) continue;
          const words = textOf(line.querySelector('[data-message-text]') ?? line);
          before.set(line, words);
          said.push(`log: ${words}`);
        }
        return;
      }
      const words = textOf(element);
      if (words === '' || before.get(element) === words) return;
      before.set(element, words);
      said.push(`${role}: ${words}`);
    };
    const observer = new MutationObserver(() => look());
    const watch = (root: ShadowRoot): void => {
      if (!roots.has(root)) {
        roots.add(root);
        observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
      }
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) watch(element.shadowRoot);
        if (element.matches('[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive]'))
          hear(element);
      }
    };
    const look = (): void => watch(document.querySelector('harmony-widget')!.shadowRoot!);
    look();
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0));
};
