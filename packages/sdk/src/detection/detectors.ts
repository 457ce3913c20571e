import { clickDead } from './clicks/dead.ts';
import { clickDisabled } from './clicks/disabled.ts';
import { clickError } from './clicks/error.ts';
import { networkFailed } from './clicks/failed.ts';
import { clickRage } from './clicks/rage.ts';
import { clickSlow } from './clicks/slow.ts';
import type { Detector } from './detector.ts';
import { consoleError, failedResources, refusedByPolicies, rejection, uncaughtError } from './errors/detectors.ts';
import { formAbandon } from './forms/abandon.ts';
import { formHesitation } from './forms/hesitation.ts';
import { formInvalidLoop } from './forms/invalid-loop.ts';
import { formReentry } from './forms/reentry.ts';
import { formRework } from './forms/rework.ts';
import { helpSeek } from './help/seek.ts';
import { navLoop } from './navigation/loop.ts';
import { navReload } from './navigation/reload.ts';
import { perfSlow } from './performance/slow.ts';

/**
 * Everything that the page can notice. The order is the order of hearing: a press that led to an error is blamed before
 * the error is told, and a dead press is told before a slow one takes its place.
 */
export const detectors: readonly Detector[] = [
  ...[clickError, clickRage, clickDead, clickSlow, clickDisabled, networkFailed],
  ...[uncaughtError, rejection, consoleError, failedResources, refusedByPolicies],
  ...[formInvalidLoop, formReentry, formHesitation, formRework, formAbandon],
  ...[navLoop, navReload, helpSeek, perfSlow],
];
