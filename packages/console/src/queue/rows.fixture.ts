import type { QueueItem } from '@harmony-live/protocol';

const triage: QueueItem['triage'] = {
  domains: [{ domain: 'other', confidence: 0.5, words: [] }],
  complexity: { value: 2, confidence: 0.5, because: [] },
  urgency: { value: 2, confidence: 0.5, because: [], isChosen: false },
  ...{ corrected: null, version: 0 },
};
/** A row of the queue. */
export const item = (requestId: string, more: Partial<QueueItem> = {}): QueueItem => ({
  ...{ requestId, text: '', topic: null, page: null, language: 'en', urgency: 2, triage, visitorName: null },
  ...{
    queuedAt: '2026-11-24T10:00:00.000Z',
    mode: 'live',
    state: 'queued',
    askingName: null,
    forMe: null,
    isAnsweredByEmail: false,
  },
  ...more,
});
