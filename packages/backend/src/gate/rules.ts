import type { GateRule } from '@harmony-live/protocol';

/**
 * The gate's table. Each row ties one act to one of the product's ten principles and to the fact that makes it right.
 * An act appears here once somebody may ask for it; what nobody can do yet has a row when a site may already want a verdict.
 */
export const rules: readonly GateRule[] = [
  {
    id: 'request-previewed',
    principle: 'sacred-privacy',
    action: 'help-request.create',
    requires: 'context.previewed',
    otherwise: 'rejected',
    explanation: 'The person saw what goes along with their request before it was sent.',
    alternative: 'Send the words alone, without context.',
  },
  {
    id: 'assignment-theirs',
    principle: 'reciprocal-trust',
    action: 'assignment.accept',
    requires: 'assignment.theirs',
    otherwise: 'rejected',
    explanation: 'Only the expert who was asked may accept, because the seeker is told who comes and why.',
    alternative: 'Wait until the request is put before you, or ask a coordinator to reassign it.',
  },
  {
    id: 'detect-agreed',
    principle: 'sacred-privacy',
    action: 'signal.send',
    requires: 'consent.detect',
    otherwise: 'rejected',
    explanation: 'The person agreed that signs of trouble leave their page.',
    alternative: 'Keep the score in the page and offer help from there.',
  },
  {
    id: 'offers-wanted',
    principle: 'compassionate-temporality',
    action: 'offer.show',
    requires: 'offers.wanted',
    otherwise: 'rejected',
    explanation: 'The person has not asked us to stop offering, and the pause after their last "no" is over.',
    alternative: 'Leave the Help button where it is; they can open it themselves.',
  },
  {
    id: 'offers-not-while-typing',
    principle: 'compassionate-temporality',
    action: 'offer.show',
    requires: 'typing.paused',
    otherwise: 'rejected',
    explanation: 'The person is not in the middle of typing.',
    alternative: 'Offer once they pause.',
  },
  {
    id: 'view-agreed',
    principle: 'sacred-privacy',
    action: 'screen.share',
    requires: 'consent.view',
    otherwise: 'rejected',
    explanation: 'The person whose screen it is agreed to show it.',
    alternative: 'Ask them to press "Share screen", or to describe what they see.',
  },
  {
    id: 'record-agreed',
    principle: 'sacred-privacy',
    action: 'call.record',
    requires: 'consent.record',
    otherwise: 'rejected',
    explanation: 'Everybody in the call agreed that it is recorded.',
    alternative: 'Write down what solved it instead.',
  },
  {
    id: 'publish-agreed',
    principle: 'sacred-privacy',
    action: 'article.publish',
    requires: 'consent.publish',
    otherwise: 'rejected',
    explanation: 'The people in the conversation agreed that it becomes public knowledge.',
    alternative: 'Write the solution anew, without anything from the conversation.',
  },
  {
    id: 'publish-reviewed',
    principle: 'evolutionary-preservation',
    action: 'article.publish',
    requires: 'article.reviewed',
    otherwise: 'needs_review',
    explanation: 'A person read this version of the article before it goes out.',
    alternative: 'Keep it as a draft until somebody has read it.',
  },
  {
    id: 'learn-agreed',
    principle: 'sacred-privacy',
    action: 'conversation.learn',
    requires: 'consent.learn',
    otherwise: 'rejected',
    explanation: 'The person agreed that the software learns from their conversation.',
    alternative: 'Learn from counts that name nobody.',
  },
  {
    id: 'disclose-asked',
    principle: 'sacred-privacy',
    action: 'person.disclose',
    requires: 'person.asked',
    otherwise: 'rejected',
    explanation: 'The person themselves asked that their data goes to somebody else.',
    alternative: 'Give them their export, and let them pass it on.',
  },
  {
    id: 'suspend-appealable',
    principle: 'universal-redemption',
    action: 'member.suspend',
    requires: 'appeal.possible',
    otherwise: 'conditionally_approved',
    explanation: 'The member is told why, and can appeal.',
    alternative: 'Talk to them first; set them to away meanwhile.',
  },
];

/** What the page decides by itself, from its own copy: everything else is asked of the server. */
const pageActions: ReadonlySet<string> = new Set(['help-request.create', 'offer.show', 'screen.share', 'signal.send']);

/** The part of the table that goes into `GET /v1/config`. */
export const pageRules: readonly GateRule[] = rules.filter(({ action }) => pageActions.has(action));
