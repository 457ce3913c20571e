import type { SitePolicy } from '@harmony-live/protocol';

type Detectors = SitePolicy['detectors'];

/** The settings with one kind switched; what is as the SDK has it is left out, and weights and limits stay. */
export function withDetector(detectors: Detectors, kind: string, isOn: boolean): Detectors {
  const { [kind]: { isOn: _before, ...own } = {}, ...others } = detectors;
  const settings = isOn ? own : { ...own, isOn };
  return Object.keys(settings).length === 0 ? others : { ...others, [kind]: settings };
}
