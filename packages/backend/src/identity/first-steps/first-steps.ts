import { firstStepIds, type FirstStepId, type FirstSteps } from '@harmony-live/protocol';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { sitesAfter } from '../store.ts';
import { isDismissed, ownSteps } from './store.ts';

/** Whether a step is done; asked in a transaction of the organisation's. `samples` is none: whether there are any. */
export type StepTest = (tx: Tx, caller: Pick<MemberCaller, 'memberId'>) => Promise<boolean>;
type Asked = FirstStepId | 'samples';

const contributions = new WeakMap<Platform, Map<Asked, StepTest>>();

/** Lets a module below say whether a step that it knows of is done. */
export const contributeFirstStep = (app: { platform: Platform }, id: Asked, isDone: StepTest): void => {
  const tests = contributions.get(app.platform) ?? new Map<Asked, StepTest>();
  contributions.set(app.platform, tests.set(id, isDone));
};

/** The steps that identity itself knows of. */
export const registerOwnSteps = (app: { platform: Platform }): void => {
  contributeFirstStep(app, 'verify-email', async (tx, { memberId }) => (await ownSteps(tx, memberId)).isVerified);
  contributeFirstStep(app, 'see-tag', async (tx, { memberId }) => (await ownSteps(tx, memberId)).isSeen);
  contributeFirstStep(app, 'invite-expert', async (tx, { memberId }) => (await ownSteps(tx, memberId)).hasOthers);
};

/** How far a workspace has come; in a part of the modules, what nobody knows of is not done. */
export const describeFirstSteps = async (platform: Platform, tx: Tx, caller: MemberCaller): Promise<FirstSteps> => {
  const isDone = async (id: Asked) => (await contributions.get(platform)?.get(id)?.(tx, caller)) ?? false;
  const steps: FirstSteps['steps'] = [];
  for (const id of firstStepIds) steps.push({ id, isDone: await isDone(id) });
  const [site] = await sitesAfter(tx, null, 1);
  return {
    steps,
    isDismissed: await isDismissed(tx),
    siteId: site?.id ?? null,
    siteKey: site?.key ?? null,
    hasSamples: await isDone('samples'),
  };
};
