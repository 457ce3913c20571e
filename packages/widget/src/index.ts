import type { WidgetHandle, WidgetHost } from '@harmony-live/sdk';
import { WidgetElement } from './widget.ts';

/** Puts `<harmony-widget>` on the page; the SDK calls it once, with everything the widget may use. */
export const mount = (host: WidgetHost): WidgetHandle => {
  const element = new WidgetElement(host);
  // Not in the body: a transform there would move what is fixed, and apps that replace the body would lose us.
  document.documentElement.append(element);
  return {
    open: () => void element.open(),
    close: () => element.close(),
    resume: () => element.resume(),
    offer: (offer) => element.offer(offer),
    setSeeking: (isSeeking) => void (element.isSeeking = isSeeking),
    search: (words) => void element.search(words),
    requestHelp: (prefill) => element.requestHelp(prefill),
    destroy: () => element.remove(),
  };
};
