let shown = 0;

/** Puts a number on the icon of an installed console, where the system has a place for it; nought takes it away. */
export function setBadge(count: number): void {
  if (count === shown || !('setAppBadge' in navigator)) return;
  shown = count;
  const done = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  // Whoever has not installed it has no icon: some browsers refuse then.
  done.catch(() => {});
}
