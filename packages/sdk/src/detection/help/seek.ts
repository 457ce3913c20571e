import type { Detector } from '../detector.ts';
import { asksForHelp, leadsToHelp } from './words.ts';

/** Where one searches. */
const searches =
  'input[type="search"], [role="searchbox"], [role="search"] input, input[name="q"], input[name="search"]';
/** Where the page says that something went wrong. */
const alerts = '[role="alert"], [role="alertdialog"], [aria-live="assertive"], [class*="error" i], [id*="error" i]';
/** What chooses or fills in, whatever it is called. */
const choices = 'input, select, textarea, [role="option"], [role="checkbox"], [role="radio"], [role="switch"]';

const limits = {
  /** The same way to help within this time is one. */
  againMs: 10_000,
};

/**
 * Somebody looks for help by the page's own means: presses what leads to it, searches for it, or copies the text of an error
 * to ask elsewhere. What the page and the person say is compared here with a list of words, and never leaves.
 */
export const helpSeek: Detector<typeof limits> = {
  ...{ kind: 'help.seek', family: 'help', weight: 45, limits },
  start: (watch, { againMs }) => {
    const last = new Map<string, number>();
    const tell = (how: 'press' | 'search' | 'copy', root: Element): void => {
      const at = watch.now();
      if (at - (last.get(how) ?? 0) < againMs) return;
      last.set(how, at);
      watch.tell({ root, data: { how } });
    };
    watch.onPress(({ root, isInteractive }) => {
      if (!isInteractive || root.matches(choices)) return;
      const of = (name: string): string => root.getAttribute(name) ?? '';
      if (leadsToHelp(of('href')) || asksForHelp(of('aria-label') || root.textContent?.trim() || of('title')))
        tell('press', root);
    });
    const searched = (event: Event): void => {
      const field = event.composedPath()[0] as HTMLInputElement | undefined;
      if (field?.matches?.(searches) && !watch.isIgnored(event) && asksForHelp(field.value)) tell('search', field);
    };
    watch.hear('change', searched);
    watch.hear('keydown', (event) => {
      if (event.key === 'Enter') searched(event);
    });
    watch.hear('copy', (event) => {
      const alert = watch.page.getSelection()?.anchorNode?.parentElement?.closest(alerts);
      if (alert && !watch.isIgnored(event)) tell('copy', alert);
    });
  },
};
