import type { KnownProblem, OfferConfig, OfferRule, SiteConfig } from '@harmony-live/protocol';
import { isRecord, own } from '../session/json.ts';

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isBoolean: Test = (value) => typeof value === 'boolean';
const isNumberIn =
  (least: number, most: number): Test =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const isShort =
  (longest: number, pattern: RegExp): Test =>
  (value) =>
    typeof value === 'string' && value.length <= longest && pattern.test(value);
const isAbsentOr =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const isListOf =
  (most: number, test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(test);

const isGlob = isShort(120, /^\/[^?#\s]*$/);
const isGlobs = isListOf(30, isGlob);
const isRuleId = isShort(40, /^[a-z0-9-]+$/);
const isTrigger = isShort(50, /^[a-z0-9]+([.-][a-z0-9]+)*$/);
const isSeconds: Test = (value) => Number.isInteger(value) && isNumberIn(5, 3_600)(value);

const isRule: Test = (rule) =>
  isRecord(rule) &&
  isRuleId(rule.id) &&
  isAbsentOr(isGlob)(rule.page) &&
  isAbsentOr(isSeconds)(rule.afterSeconds) &&
  isAbsentOr(isTrigger)(rule.trigger) &&
  (rule.afterSeconds === undefined) !== (rule.trigger === undefined);
const isGateRule: Test = (rule) => isRecord(rule) && isText(rule.id) && isText(rule.action) && isText(rule.requires);
const isKnown: Test = (problem) =>
  isRecord(problem) && isText(problem.fingerprint) && isText(problem.articleId) && isText(problem.title);
const isDetector: Test = (set) =>
  isRecord(set) &&
  isAbsentOr(isBoolean)(set.isOn) &&
  isAbsentOr(isNumberIn(0, 100))(set.weight) &&
  isAbsentOr((limits) => isRecord(limits) && Object.values(limits).every((limit) => typeof limit === 'number'))(
    set.limits,
  );

/** Nowhere: what a site has said about places cannot be read, so no place is known to be allowed. */
const nowhere = { allow: [], deny: ['/**'] };
const noOffers: OfferConfig = { isOn: false, hasCaps: true };

/**
 * The configuration as noticing may rely on it. What is of the wrong kind is left out, and where that could notice, offer or
 * collect more than the site meant, nothing is noticed, offered or collected. What is absent is as ever.
 *
 * @param onWrong told the name of each field that was of no use
 */
export const readSettings = (config: SiteConfig, onWrong: (field: string) => void): SiteConfig => {
  const { pages, visitorShare, detectors, threshold, gate, known } = config;
  const sound = <T>(field: string, value: T, test: Test, otherwise: T): T => {
    if (test(value)) return value;
    onWrong(field);
    return otherwise;
  };
  const items = <T>(field: string, list: unknown, most: number, test: Test): T[] => {
    const all: unknown[] = Array.isArray(list) ? list : [];
    const good = all.filter(test).slice(0, most) as T[];
    if (good.length !== all.length || !Array.isArray(list)) onWrong(field);
    return good;
  };
  const offers = offersOf(config.offers, items, onWrong);
  const isGateSound = isListOf(200, isGateRule)(gate);
  if (!isGateSound) onWrong('gate');
  const { threshold: _, visitorShare: __, pages: ___, ...rest } = config;
  return own({
    ...rest,
    // Rules that cannot be read may have forbidden it.
    offers: isGateSound ? offers : noOffers,
    gate: isGateSound ? gate : [],
    known: items<KnownProblem>('known', known, 200, isKnown),
    detectors: detectorsOf(detectors, onWrong),
    ...present('threshold', sound('threshold', threshold, isAbsentOr(isNumberIn(0, 100)), undefined)),
    ...present('visitorShare', sound('visitorShare', visitorShare, isAbsentOr(isNumberIn(0, 1)), 0)),
    ...present('pages', sound('pages', pages, isAbsentOr(isPages), nowhere)),
    isDebugOn: config.isDebugOn === true,
  });
};

const isPages: Test = (pages) => isRecord(pages) && isGlobs(pages.allow) && isGlobs(pages.deny);

const present = <K extends string, T>(name: K, value: T | undefined): { [name in K]?: T } =>
  value === undefined ? {} : ({ [name]: value } as { [name in K]: T });

const offersOf = (
  offers: unknown,
  items: <T>(field: string, list: unknown, most: number, test: Test) => T[],
  onWrong: (field: string) => void,
): OfferConfig => {
  if (
    !isRecord(offers) ||
    !isBoolean(offers.isOn) ||
    !isBoolean(offers.hasCaps) ||
    !isAbsentOr(isBoolean)(offers.isShadow) ||
    !isAbsentOr(isNumberIn(0, 0.5))(offers.holdOutShare)
  ) {
    onWrong('offers');
    return noOffers;
  }
  const rules = offers.rules === undefined ? [] : items<OfferRule>('offers.rules', offers.rules, 20, isRule);
  return own({ ...(offers as unknown as OfferConfig), rules });
};

const detectorsOf = (detectors: unknown, onWrong: (field: string) => void): NonNullable<SiteConfig['detectors']> => {
  if (detectors !== undefined && !isRecord(detectors)) onWrong('detectors');
  const entries = Object.entries(isRecord(detectors) ? detectors : {});
  const good = entries.filter(([kind, set]) => isDetector(set) || onWrong(`detectors.${kind}`));
  return own(Object.fromEntries(good) as NonNullable<SiteConfig['detectors']>);
};
