import type { SiteConfig } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { warnOfFields } from '../config/check.ts';
import { matchesGlob } from '@harmony-live/protocol/glob';
import { shareOf } from '../config/share.ts';
import { watchPages } from '../detection/navigation/router.ts';
import { createGuard } from '../events/guard.ts';
import { carrierOf } from '../transport/carrier.ts';
import { createTransport, type Transport } from '../transport/transport.ts';
import { startNoticing, type Noticing, type NoticingOptions } from './noticing.ts';
import { readSettings } from './settings.ts';

export interface PlacedOptions extends Omit<NoticingOptions, 'env' | 'send'> {
  env: Environment;
  /** The token of the visit, which is started where there is none; `isRenewed`: another one than before. */
  token(isRenewed?: boolean): Promise<string>;
  /** What the device keeps of the visitor, in consent state `on`; else null. */
  visitorKey(): string | null;
}

/** Notices where and for whom the site allows it. */
export interface PlacedNoticing extends Noticing {
  /** Consent, the configuration or the page may have changed. */
  changed(): void;
}

/**
 * Starts and stops noticing as the page becomes one where the site allows it, and holds what is on its way meanwhile.
 *
 * Whether a visitor belongs to the site's share is decided once in each document: by their key where the device keeps one,
 * so that they stay in or out, else by lot.
 */
export const noticeInPlaces = (options: PlacedOptions, start = startNoticing): PlacedNoticing => {
  const { env, backend, maySend, token, visitorKey } = options;
  const config = createSettings(options.config, env.warn);
  const share = shareOf((maySend() ? visitorKey() : null) ?? env.newId(), 'visitor-share');
  let { early } = options;
  let noticing: Noticing | null = null;
  let transport: Transport | null = null;

  const send: NoticingOptions['send'] = (say) => {
    if (!maySend()) return;
    transport ??= createTransport({ ...env, ...carrierOf(env.window) }, backend, token);
    say(transport);
  };

  const mayNotice = (): boolean => {
    const { pages, visitorShare = 1 } = config();
    return share < visitorShare && isAllowed(pages, env.window.location.pathname);
  };

  const end = (): void => {
    noticing?.stop();
    noticing = null;
  };

  const changed = (): void => {
    if (!maySend()) {
      transport?.stop();
      transport = null;
    }
    // What the document before this one had no time for goes now.
    send(() => {});
    const heard = early;
    // Nothing of a page where nothing may be noticed is told later.
    early = [];
    if (mayNotice() === (noticing !== null)) return;
    if (noticing === null) noticing = start({ ...options, config, send, early: heard });
    else {
      end();
      options.onSeeking(false);
    }
  };

  const follow = (): void => createGuard(env.warn)('Noticing did not follow to this page', changed);
  const offPages = watchPages(env.window, env.now, () => {}, follow);
  changed();

  return {
    noticed: () => noticing?.noticed() ?? {},
    known: () => noticing?.known() ?? [],
    answered: (answer) => noticing?.answered(answer),
    trigger: (name) => noticing?.trigger(name),
    // Where nothing is noticed now it comes with all the others, when something is.
    detector: (custom) => noticing?.detector(custom),
    changed,
    stop: () => {
      // The last to patch the history is the first to put it back.
      end();
      offPages();
      transport?.stop();
      transport = null;
    },
  };
};

/** Where the page notices, as in `SitePolicy`. */
const isAllowed = (pages: SiteConfig['pages'], path: string): boolean => {
  if (pages === undefined) return true;
  const { allow, deny } = pages;
  const isAmong = (globs: readonly string[]): boolean => globs.some((glob) => matchesGlob(glob, path));
  return (allow.length === 0 || isAmong(allow)) && !isAmong(deny);
};

/** Reads each configuration once. */
const createSettings = (config: () => SiteConfig, warn: (message: string) => void): (() => SiteConfig) => {
  const onWrong = warnOfFields(warn);
  let from: SiteConfig | null = null;
  let settings: SiteConfig;
  return () => {
    const now = config();
    if (now !== from) settings = readSettings(now, onWrong);
    from = now;
    return settings;
  };
};
