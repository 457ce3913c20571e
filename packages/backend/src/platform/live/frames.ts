import {
  clientFrames,
  problem,
  type ClientFrame,
  type ClientFrameName,
  type Problem,
  type ServerFrames,
} from '@harmony-live/protocol';
import { compile } from '../http/validation.ts';
import { invalidBody } from '../http/problems.ts';

/** A frame as it came in: readable, or what is wrong with it. `ref` is there whenever it could be read. */
export type Incoming = { ref: string | undefined; frame: ClientFrame } | { ref: string | undefined; refusal: Problem };

const checks = Object.fromEntries(
  Object.entries(clientFrames).map(([name, schema]) => [name, compile(schema)]),
) as Record<ClientFrameName, ReturnType<typeof compile>>;

export const parseFrame = (text: string): Incoming => {
  try {
    return readFrame(JSON.parse(text));
  } catch {
    return { ref: undefined, refusal: invalidBody({ field: '', reason: 'is not JSON' }) };
  }
};

/** Checks a frame against the schema of its name. */
export const readFrame = (value: unknown): Incoming => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ref: undefined, refusal: invalidBody({ field: '', reason: 'must be an object' }) };
  }
  const { frame: name, ref: mark } = value as { frame?: unknown; ref?: unknown };
  const ref = typeof mark === 'string' && mark.length <= 64 ? mark : undefined;
  if (typeof name !== 'string') return { ref, refusal: invalidBody({ field: '/frame', reason: 'is missing' }) };
  if (!Object.hasOwn(checks, name)) {
    const known = Object.keys(clientFrames).join(', ');
    return { ref, refusal: problem('frame/unknown-type', `Known are: ${known}.`, { field: '/frame' }) };
  }
  const fault = checks[name as ClientFrameName].check(value);
  return fault === null ? { ref, frame: value as ClientFrame } : { ref, refusal: invalidBody(fault) };
};

/** A problem as the frame that answers `ref`. */
export const problemFrame = (answer: Problem, ref: string | undefined): ServerFrames['problem'] => ({
  frame: 'problem',
  ...(ref === undefined ? {} : { ref }),
  ...answer.toBody(),
});
