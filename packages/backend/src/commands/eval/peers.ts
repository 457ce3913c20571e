/** A click as recorded: milliseconds from the session's first event, CSS pixels. */
export interface Click {
  at: number;
  x: number;
  y: number;
}

/** Counts the bursts that a product would call rage. */
export type RageRule = (clicks: readonly Click[]) => number;

/** Clicks of which each is `near` its forerunner are one chain; a chain is a burst once it has `least` of them. */
const chained =
  (least: number, near: (click: Click, before: Click) => boolean): RageRule =>
  (clicks) => {
    let bursts = 0;
    let length = 0;
    for (const [index, click] of clicks.entries()) {
      const before = clicks[index - 1];
      length = before !== undefined && near(click, before) ? length + 1 : 1;
      if (length === least) bursts += 1;
    }
    return bursts;
  };

const apartPx = (a: Click, b: Click): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Elements are not recorded: what is this near counts as the same one. */
const sameElementPx = 30;

/**
 * The rage rules of other products, written anew from their public sources with their default settings. What they know of
 * elements (lists of those to ignore, labels) is not in the recordings; distance stands for it.
 */
export const peers: Readonly<Record<string, RageRule>> = {
  // posthog-js, src/extensions/rageclick.ts: 3 clicks, each < 1 s after and less than 30 px (|dx| + |dy|) from the last.
  PostHog: chained(3, (a, b) => a.at - b.at < 1_000 && Math.abs(a.x - b.x) + Math.abs(a.y - b.y) < 30),
  // mixpanel-browser, src/autocapture/rageclick.js: 4 clicks, each < 1 s after and less than 30 px from the last.
  Mixpanel: chained(4, (a, b) => a.at - b.at < 1_000 && apartPx(a, b) < 30),
  // openreplay, backend/pkg/handlers/web/clickRage.go: 3 clicks on one label, each < 300 ms after the last.
  OpenReplay: chained(3, (a, b) => a.at - b.at < 300 && apartPx(a, b) <= sameElementPx),
  // @amplitude/analytics-core, frustration-interactions: 4 clicks on one element within 1 s, none over 50 px from the first.
  Amplitude: (clicks) => windowed(clicks, 4, 1_000, 50),
  // @datadog/browser-rum-core, clickChain.ts and computeFrustration.ts: chains of clicks ≤ 1 s and ≤ 100 px apart, with any 3 in 1 s.
  Datadog: (clicks) => {
    let bursts = 0;
    let chain: Click[] = [];
    for (const click of [...clicks, undefined]) {
      const last = chain.at(-1);
      const goesOn =
        click !== undefined && last !== undefined && click.at - last.at <= 1_000 && apartPx(click, last) <= 100;
      if (click !== undefined && (goesOn || last === undefined)) {
        chain.push(click);
        continue;
      }
      if (chain.some(({ at }, index) => (chain[index + 2]?.at ?? Number.POSITIVE_INFINITY) - at <= 1_000)) bursts += 1;
      chain = click === undefined ? [] : [click];
    }
    return bursts;
  },
};

/** `least` clicks within `windowMs`, none further than `px` from the first of them; then it begins anew. */
const windowed = (clicks: readonly Click[], least: number, windowMs: number, px: number): number => {
  let bursts = 0;
  let recent: Click[] = [];
  for (const click of clicks) {
    recent = recent.filter(({ at }) => click.at - at < windowMs);
    if (recent[0] !== undefined && apartPx(click, recent[0]) > px) recent = [];
    recent.push(click);
    if (recent.length < least) continue;
    bursts += 1;
    recent = [];
  }
  return bursts;
};
