/** What a free text seems to be about. */
export interface DescribedAction {
  /** A code of the rule table; null when the words fit none. */
  action: string | null;
  /** 0–1: how sure the reading is. A code is certain; words never are. */
  confidence: number;
  /** Facts that the words state by themselves, such as "without consent". */
  facts: Record<string, boolean>;
  /** Codes that came near, best first, when none fits. */
  nearest: string[];
}

interface Vocabulary {
  action: string;
  /** One word of each group must occur (as the beginning of a word); a group is a list of synonyms. */
  groups: readonly (readonly string[])[];
  /** The facts that "with consent" and "without consent" speak of. */
  agreement: readonly string[];
}

/** Words can mislead, so even a full match stays below certain; calibrated by nothing yet, only ordered. */
const fullMatchConfidence = 0.7;

const vocabularies: readonly Vocabulary[] = [
  {
    action: 'help-request.create',
    groups: [
      ['help', 'support', 'expert'],
      ['request', 'ask', 'call for', 'send'],
    ],
    agreement: ['context.previewed'],
  },
  {
    action: 'assignment.accept',
    groups: [
      ['accept', 'take'],
      ['assignment', 'request', 'case'],
    ],
    agreement: [],
  },
  {
    action: 'signal.send',
    groups: [
      ['signal', 'error', 'click', 'behavio', 'activity'],
      ['send', 'collect', 'track', 'detect', 'monitor'],
    ],
    agreement: ['consent.detect'],
  },
  {
    action: 'offer.show',
    groups: [
      ['offer', 'suggest', 'propos'],
      ['help', 'show', 'assistance'],
    ],
    agreement: ['offers.wanted'],
  },
  {
    action: 'screen.share',
    groups: [
      ['screen', 'tab', 'display'],
      ['share', 'sharing', 'view', 'see', 'watch', 'show', 'look'],
    ],
    agreement: ['consent.view'],
  },
  {
    action: 'call.record',
    groups: [
      ['record', 'tape', 'capture'],
      ['call', 'voice', 'video', 'audio', 'session', 'meeting', 'screen', 'talk', 'conversation'],
    ],
    agreement: ['consent.record'],
  },
  {
    action: 'article.publish',
    groups: [
      ['publish', 'public'],
      ['article', 'solution', 'conversation', 'answer', 'chat', 'knowledge', 'transcript'],
    ],
    agreement: ['consent.publish'],
  },
  {
    action: 'conversation.learn',
    groups: [
      ['learn', 'train', 'tune'],
      ['conversation', 'chat', 'message', 'model', 'transcript'],
    ],
    agreement: ['consent.learn'],
  },
  {
    action: 'person.disclose',
    groups: [
      ['sell', 'disclos', 'hand over', 'give away', 'pass on', 'forward', 'leak', 'share'],
      ['personal', 'private', 'data', 'email', 'e-mail', 'address', 'identity', 'phone'],
    ],
    agreement: ['person.asked'],
  },
  {
    action: 'member.suspend',
    groups: [
      ['suspend', 'ban', 'block', 'exclude', 'remove'],
      ['member', 'expert', 'user', 'helper', 'account'],
    ],
    agreement: [],
  },
];

const refused =
  /\b(without|no|lacking|despite|against|ignoring)\b[^.;]{0,40}\b(consent|permission|agreement|approval|asking|knowledge|knowing|will|wish\w*)\b|\b(secret|covert|hidden|silent|stealth)\w*\b|\b(not|never|n't) (agree|consent|ask|allow)\w*/i;
const given =
  /\b(with|after|given|has|have|had)\b[^.;]{0,40}\b(consent|permission|agreement|approval)\w*\b|\b(agreed|consented|allowed|permitted)\b/i;

/**
 * Reads what somebody means to do. An action's code is taken as it is. In other text an action fits when each of its
 * groups has a word there; with several, the one whose words stand earliest, because people name the act first.
 */
export const readAction = (description: string, codes: ReadonlySet<string>): DescribedAction => {
  const text = description.trim().toLowerCase();
  if (codes.has(text)) return { action: text, confidence: 1, facts: {}, nearest: [] };
  const matches = vocabularies
    .map((vocabulary) => ({ vocabulary, ...match(vocabulary, text) }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share || a.at - b.at);
  const best = matches[0];
  if (best === undefined || best.share < 1) {
    return {
      action: null,
      confidence: 0,
      facts: {},
      nearest: matches.slice(0, 3).map(({ vocabulary }) => vocabulary.action),
    };
  }
  return {
    action: best.vocabulary.action,
    confidence: fullMatchConfidence,
    facts: statedFacts(text, best.vocabulary.agreement),
    nearest: [],
  };
};

const match = ({ groups }: Vocabulary, text: string): { share: number; at: number } => {
  const found = groups.map((group) => Math.min(...group.map((word) => wordAt(text, word))));
  return { share: found.filter(Number.isFinite).length / groups.length, at: Math.min(...found) };
};

/** Where a word that begins so stands; infinity when nowhere. */
const wordAt = (text: string, beginning: string): number => {
  const at = text.search(new RegExp(`(?<![\\p{L}\\p{N}])${beginning}`, 'u'));
  return at < 0 ? Number.POSITIVE_INFINITY : at;
};

const statedFacts = (text: string, names: readonly string[]): Record<string, boolean> => {
  const stated = refused.test(text) ? false : given.test(text) ? true : undefined;
  return stated === undefined ? {} : Object.fromEntries(names.map((name) => [name, stated]));
};
