import type { WidgetHost } from '@harmony-live/sdk';

type Wishes = ReturnType<WidgetHost['wishes']>;

/** How help comes: offered, only when it is asked for, or at a time that is agreed. */
export type Assistance = 'proactive' | 'on-demand' | 'scheduled';

/** How much goes along with a request, and what may become of a talk. */
export type Privacy = 'standard' | 'high' | 'open';

/** **Don't offer again** and *only when I ask* are one and the same wish. */
export const assistanceOf = ({ offers, assistance }: Wishes): Assistance =>
  assistance === 'scheduled' ? assistance : offers?.never === true ? 'on-demand' : 'proactive';

/** What is kept on the device for it. Whoever wants offers again need not wait until earlier refusals have faded. */
export const wishesFor = (assistance: Assistance, { offers }: Wishes): Wishes => ({
  assistance: assistance === 'scheduled' ? assistance : 'now',
  offers: { ...offers, never: assistance !== 'proactive', dismissals: 0 },
});

export const privacyOf = ({ privacy = 'standard' }: Wishes): Privacy => privacy;

/** What the person says to each purpose with it. Being noticed is withdrawn by it, and never agreed to: that is asked by itself. */
export const purposesFor = (privacy: Privacy): Parameters<WidgetHost['consent']>[0] =>
  privacy === 'high' ? { detect: false, learn: false, publish: false } : { learn: true, publish: true };
