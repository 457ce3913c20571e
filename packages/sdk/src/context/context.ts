import type { Attachable } from '../widget-loader/widget-host.ts';
import { scrub, scrubJson } from './scrub.ts';

/** The most that `Harmony.context` takes, in bytes of JSON. */
export const maxContextBytes = 8 * 1024;
/** How many handled errors are kept in memory, newest last. */
export const maxErrors = 20;

/** A path as a template: no query, no hash; numbers, ids and long tokens become `:id`. */
export const pageTemplate = (path: string): string =>
  path
    .split('/')
    .map((part) => (/^\d+$/.test(part) || /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(part) || (part.length > 20 && /\d/.test(part)) ? ':id' : scrub(part)))
    .join('/') || '/';

/** Name and major version of the browser, and the system, from the user agent's own text. */
export const browserName = (userAgent: string): { name: string; system?: string } => {
  const found =
    /(Edg|OPR|Firefox|Chrome|Version)\/(\d+)/.exec(userAgent.replace(/Chrome\/\d+(?=.*(Edg|OPR)\/)/, '')) ?? [];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' };
  const name = found[1] ? `${names[found[1]] ?? found[1]} ${found[2]}` : 'Unknown browser';
  const system = /Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux/.exec(userAgent)?.[0];
  return system ? { name, system: system === 'Mac OS X' ? 'macOS' : system } : { name };
};

interface Surroundings {
  path(): string;
  userAgent: string;
  language: string;
  viewport(): { width: number; height: number };
  now(): number;
  release?: string | undefined;
}

/** What may go along with a request. Kept in memory only; nothing of it is sent but with a request, and as previewed. */
export interface Context {
  /** @throws TypeError for what is not plain JSON, RangeError beyond 8 KB */
  set(state: unknown): void;
  report(error: unknown, extra?: unknown): void;
  attachable(): Attachable;
}

export const createContext = (here: Surroundings): Context => {
  let app: Record<string, unknown> | undefined;
  let errors: { message: string; at: string }[] = [];
  return {
    set(state) {
      if (!state || typeof state !== 'object' || Array.isArray(state)) throw new TypeError('context takes an object');
      const text = JSON.stringify(state);
      if (new TextEncoder().encode(text).length > maxContextBytes) throw new RangeError('context takes 8 KB of JSON at most');
      app = scrubJson(JSON.parse(text)) as Record<string, unknown>;
    },
    report(error, extra) {
      const text = messageOf(error) + (extra === undefined ? '' : ` ${safeJson(extra)}`);
      errors = [...errors, { message: scrub(text).slice(0, 500), at: new Date(here.now()).toISOString() }].slice(-maxErrors);
    },
    attachable() {
      const { width, height } = here.viewport();
      const result: Attachable = {
        page: { path: pageTemplate(here.path()).slice(0, 500) },
        browser: { ...browserName(here.userAgent), language: here.language, viewport: `${width} × ${height}` },
      };
      if (app && Object.keys(app).length) result.app = app;
      if (errors.length) result.errors = errors;
      if (here.release) result.release = here.release.slice(0, 100);
      return result;
    },
  };
};

/** Whatever was thrown, as one line; getters that throw and odd values included. */
const messageOf = (error: unknown): string => {
  try {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    return typeof error === 'string' ? error : safeJson(error);
  } catch {
    return 'An error that cannot be read';
  }
};

const safeJson = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'something that is not JSON';
  }
};
