import { createLive, liveUrl, type Http, type Live } from '@harmony-live/client';
import type { ServerFrames } from '@harmony-live/protocol';

/** What is heard on the live connection beside the conversation. */
export interface LiveEars {
  onRequest: (frame: ServerFrames['request']) => unknown;
  onState: () => void;
}

/** The live connection to a backend, not yet connected. Nobody else has it, so that closing it is the end of its ears too. */
export const openLive = (backend: string, http: Http, { onRequest, onState }: LiveEars): Live => {
  const live = createLive({ url: liveUrl(backend), http });
  live.on('request', onRequest);
  live.onState(onState);
  return live;
};
