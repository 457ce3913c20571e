/** How the wire is crossed: `createHttp`, `createLive`, and `createConversation`, the model that both screens render. */
export { newId, systemTimers, type Timers } from './environment.ts';
export { ClientProblem, isPassing, type ClientProblemCode } from './problem.ts';
export { createHttp, type CallOptions, type Http, type HttpOptions } from './http.ts';
export { createLive, liveUrl } from './live.ts';
export type * from './live-types.ts';
export { createConversation } from './conversation.ts';
export type * from './conversation-types.ts';
export { createCalls } from './calls/calls.ts';
export type * from './calls/call-types.ts';
export { createFilePlace, type FilePlace } from './file-place.ts';
export { createMemoryStorage } from './outgoing.ts';
