import { defaultPolicy, problem, signalKinds, type ChangePolicy, type SitePolicy } from '@harmony-live/protocol';
import { escapePointer } from '../../platform/http/text.ts';

/** What a policy may weigh as JSON: half of what the configuration may (`contract.md`), so that the rest has room. */
export const mostPolicyBytes = 4_096;

/** A demo's site offers whenever there is a reason, to everybody, and shows what it notices (`contract.md`, demo mode). */
export const demoPolicy: ChangePolicy = { offers: { mode: 'on', holdOutShare: 0 }, isDebugOn: true };

/** What holds for a site: what its owner has set, and the product's own values for the rest. */
export const policyOf = (set: ChangePolicy): SitePolicy => mergePolicy(defaultPolicy, set) as SitePolicy;

/**
 * What an owner has set, after a change of it.
 *
 * @throws Problem `body/invalid` with the first part that cannot be kept
 */
export const changePolicy = (set: ChangePolicy, change: ChangePolicy): ChangePolicy => {
  checkRules(change);
  checkPages(change);
  checkDetectors(change);
  const merged = mergePolicy(set, change);
  checkSize(policyOf(merged));
  return merged;
};

const mergePolicy = (set: ChangePolicy, { offers, pages, ...parts }: ChangePolicy): ChangePolicy => ({
  ...set,
  ...parts,
  ...((set.offers ?? offers) && { offers: { ...set.offers, ...offers } }),
  ...((set.pages ?? pages) && { pages: { ...set.pages, ...pages } }),
});

const checkRules = ({ offers }: ChangePolicy): void => {
  const ids = new Set<string>();
  for (const [index, { id, page, afterSeconds, trigger }] of (offers?.rules ?? []).entries()) {
    const field = `/policy/offers/rules/${index}`;
    if ((afterSeconds === undefined) === (trigger === undefined)) {
      throw invalid(field, 'needs afterSeconds or trigger, one of them');
    }
    if (ids.has(id)) throw invalid(`${field}/id`, 'is that of another rule');
    ids.add(id);
    if (page !== undefined) checkGlob(page, `${field}/page`);
  }
};

const checkPages = ({ pages }: ChangePolicy): void => {
  for (const list of ['allow', 'deny'] as const) {
    for (const [index, glob] of (pages?.[list] ?? []).entries()) checkGlob(glob, `/policy/pages/${list}/${index}`);
  }
};

const checkGlob = (glob: string, field: string): void => {
  if (glob.replace(/\/\*\*$/, '').includes('**')) throw invalid(field, 'may have ** only as its last part, after a /');
};

const kinds: ReadonlySet<string> = new Set(signalKinds);
const ownKind = /^custom(\.[a-z0-9-]+)+$/;

const checkDetectors = ({ detectors = {} }: ChangePolicy): void => {
  for (const kind of Object.keys(detectors)) {
    if (kinds.has(kind) || ownKind.test(kind)) continue;
    const field = `/policy/detectors/${escapePointer(kind)}`;
    throw invalid(field, 'is no kind of signal; a kind of your own begins with custom.');
  }
};

const checkSize = (policy: SitePolicy): void => {
  const bytes = bytesOf(policy);
  if (bytes <= mostPolicyBytes) return;
  const parts = {
    '/policy/offers/rules': policy.offers.rules,
    '/policy/pages': policy.pages,
    '/policy/detectors': policy.detectors,
  };
  const [[largest]] = Object.entries(parts).toSorted(([, a], [, b]) => bytesOf(b) - bytesOf(a)) as [[string, unknown]];
  throw invalid(
    largest,
    `is too long: with it, what every page loads of the policy is ${bytes} bytes, of ${mostPolicyBytes} at most`,
  );
};

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const invalid = (field: string, reason: string) => problem('body/invalid', `${field} ${reason}.`, { field, reason });
