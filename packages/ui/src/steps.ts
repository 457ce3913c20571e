import type { Step } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';

/** It stopped the person: an error, or a request that was refused, broke, or found no network. */
export const isFailedStep = ({ kind, status }: Pick<Step, 'kind' | 'status'>): boolean =>
  kind === 'error' || (kind === 'request' && status !== undefined && (status === 0 || status >= 400));

/** One step before a request in plain words, the same for who asks and who helps. */
export function stepWords(step: Step): string {
  return step.count > 1 ? `${wordsOf(step)} ×${step.count}` : wordsOf(step);
}

function wordsOf(step: Step): string {
  const { kind, target, page = '', message = '', method = '', endpoint = '', status } = step;
  const what = target?.label ? `“${target.label}”` : (target?.selector ?? '');
  switch (kind) {
    case 'press':
      return msg(str`Pressed ${what}`);
    case 'input':
      return msg(str`Typed in ${what}`);
    case 'page':
      return msg(str`Opened ${page}`);
    case 'error':
      return msg(str`Error: ${message}`);
    case 'request':
      if (status === undefined) return msg(str`${method} ${endpoint}, not answered yet`);
      if (status === 0) return msg(str`${method} ${endpoint} found no network`);
      return isFailedStep(step)
        ? msg(str`${method} ${endpoint} failed (${status})`)
        : msg(str`${method} ${endpoint} answered (${status})`);
  }
}
