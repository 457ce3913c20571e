import type { FirstSteps } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import type { Router } from '../app/router.ts';

type StepId = FirstSteps['steps'][number]['id'];

/** A step, in words. */
export function stepName(id: StepId): string {
  switch (id) {
    case 'verify-email':
      return msg('Verify your address');
    case 'see-tag':
      return msg('Paste the snippet into your page');
    case 'first-struggle':
      return msg('See where somebody is stuck');
    case 'invite-expert':
      return msg('Invite somebody who can help');
    case 'test-request':
      return msg('Try it yourself: ask for help');
  }
}

/** How it is done. */
export function stepHint(id: StepId): string {
  switch (id) {
    case 'verify-email':
      return msg('By the link in the letter that we sent.');
    case 'see-tag':
      return msg('We tell you as soon as a page of yours has loaded it.');
    case 'first-struggle':
      return msg('At first nothing is offered: you see what would have been.');
    case 'invite-expert':
      return msg('By a link that works once.');
    case 'test-request':
      return msg('On a page of ours with your tag, before it is anywhere else.');
  }
}

/** Where it is done; null where there is nothing to open. */
export function stepLink(
  id: StepId,
  { siteId, siteKey }: Pick<FirstSteps, 'siteId' | 'siteKey'>,
  router: Router,
): { href: string | null; isElsewhere: boolean } {
  const here = (...place: string[]) => ({ href: router.href(...place), isElsewhere: false });
  switch (id) {
    case 'verify-email':
      return { href: null, isElsewhere: false };
    case 'see-tag':
    case 'invite-expert':
      return here('settings');
    case 'first-struggle':
      return siteId === null ? here('settings') : here('settings', 'offers', siteId);
    case 'test-request':
      return siteKey === null ? here('settings') : { href: `/try/${siteKey}`, isElsewhere: true };
  }
}
