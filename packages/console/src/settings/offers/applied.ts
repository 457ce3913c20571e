import type { ChangeSite, Site } from '@harmony-live/protocol';

/** A site as it is once a change was taken, by the rule of `ChangePolicy`: within `offers` and `pages`, each field. */
export function applied(site: Site, { policy, ...own }: ChangeSite): Site {
  const { offers, pages, ...others } = policy ?? {};
  return {
    ...site,
    ...own,
    policy: {
      ...site.policy,
      ...others,
      offers: { ...site.policy.offers, ...offers },
      pages: { ...site.policy.pages, ...pages },
    },
  };
}
