import type { Benchmark } from './harness.ts';
import { measureContested } from './queue/contested.ts';

const benchmark: Benchmark = {
  about:
    '10,000 requests for each of which six members reach at the same moment, from three processes on one PostgreSQL; goal: exactly ' +
    'one gets it, and the others are told so',
  run: ({ isQuick, log }) => measureContested(isQuick ? 20 : 10_000, log),
};

export default benchmark;
