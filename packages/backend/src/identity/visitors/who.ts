/** What is known of a visitor when deciding who it is. */
export interface Known {
  id: string;
  externalId: string | null;
  createdAt: Date;
}

/** Who a visit belongs to. `merge`: both are one person, `keep` wins. */
export type Who = { kind: 'new' } | { kind: 'known'; id: string } | { kind: 'merge'; keep: string; drop: string };

/**
 * Finds the person behind a visit.
 *
 * An anonymous visitor who signs in becomes the identified one; where both exist the older id wins and the other
 * redirects. A device that last belonged to another signed-in user is not theirs: nothing is merged, or two people who
 * share a computer would read each other's conversations.
 *
 * @param device whom the presented visitor key belongs to
 * @param account whom the host's user belonged to so far
 * @param externalId the host's user, when it named one
 */
export const whoIsIt = (device: Known | undefined, account: Known | undefined, externalId: string | undefined): Who => {
  if (externalId === undefined) return device === undefined ? { kind: 'new' } : { kind: 'known', id: device.id };
  const isDeviceFree = device !== undefined && device.externalId === null;
  if (device !== undefined && (isDeviceFree || device.externalId === externalId)) {
    if (account === undefined || account.id === device.id) return { kind: 'known', id: device.id };
    const [older, newer] = isOlder(device, account) ? [device, account] : [account, device];
    return { kind: 'merge', keep: older.id, drop: newer.id };
  }
  return account === undefined ? { kind: 'new' } : { kind: 'known', id: account.id };
};

const isOlder = (a: Known, b: Known): boolean => {
  const difference = a.createdAt.getTime() - b.createdAt.getTime();
  return difference === 0 ? a.id < b.id : difference < 0;
};

/** A visit ends after 30 minutes without a sign of life (domain.md, "Entities"). */
export const visitIdleMs = 30 * 60_000;

/** True while a visit may be gone on with. Times in milliseconds. */
export const isVisitActive = (lastAt: number, now: number): boolean => now - lastAt < visitIdleMs;
