import type { Environment } from '../boot/environment.ts';
import type { WidgetHandle, WidgetHost } from './widget-host.ts';

/** Brings the widget, once. */
export interface WidgetLoader {
  /** Loads and mounts it where that has not been done; null when it cannot be had, which was warned of once. */
  load(): Promise<WidgetHandle | null>;
  /** The mounted widget, if it is there. */
  handle(): WidgetHandle | null;
  /** Puts a fresh one in its place, that knows nothing of before. */
  renew(): void;
  /** Removes it. A load under way mounts nothing any more. */
  remove(): void;
}

/**
 * @param url of the widget's module
 * @param makeHost called when the module is there
 */
export const createWidgetLoader = (env: Environment, url: string, makeHost: () => WidgetHost): WidgetLoader => {
  let loading: Promise<WidgetHandle | null> | null = null;
  let mounted: WidgetHandle | null = null;
  let mountAgain: (() => WidgetHandle) | null = null;
  let isRemoved = false;
  let hasWarned = false;

  const bring = async (): Promise<WidgetHandle | null> => {
    const blocked = new Set<string>();
    const off = env.listen('securitypolicyviolation', (event) => {
      const { effectiveDirective, disposition } = event as SecurityPolicyViolationEvent;
      if (disposition === 'enforce') blocked.add(effectiveDirective);
    });
    try {
      const widget = await env.importWidget(url);
      if (isRemoved) return null;
      mountAgain = () => widget.mount(makeHost());
      mounted = mountAgain();
      return mounted;
    } catch (error) {
      // Told in a task of their own: violations arrive after the import has failed.
      await new Promise<void>((resolve) => env.later(resolve, 50));
      if (!hasWarned) env.warn(explain(url, blocked, error));
      hasWarned = true;
      return null;
    } finally {
      off();
    }
  };

  return {
    load: () => {
      loading ??= bring().then((handle) => {
        // A network that failed may work at the next press; the browser itself remembers a policy.
        if (handle === null) loading = null;
        return handle;
      });
      return isRemoved ? Promise.resolve(null) : loading;
    },
    handle: () => mounted,
    renew: () => {
      if (mounted === null || mountAgain === null) return;
      mounted.destroy();
      mounted = mountAgain();
      loading = Promise.resolve(mounted);
    },
    remove: () => {
      isRemoved = true;
      mounted?.destroy();
      mounted = null;
    },
  };
};

/** Why the widget is not there, and what to change. */
const explain = (url: string, blocked: ReadonlySet<string>, error: unknown): string => {
  const { origin } = new URL(url);
  const what = `The help widget could not be loaded from ${url}; the page is not affected.`;
  for (const directive of blocked) {
    if (directive.startsWith('script-src')) {
      return `${what} The page's Content-Security-Policy blocks it: give the script tag the nonce, or allow ${origin} in script-src.`;
    }
    if (/trusted-types/.test(directive)) {
      return `${what} The page's Content-Security-Policy lists Trusted Types policies: add lit-html to trusted-types.`;
    }
  }
  return `${what} ${error instanceof Error ? error.message : String(error)}. Check that ${origin} can be reached, and that script-src, connect-src and trusted-types allow it.`;
};
