import type { MemoryStorage } from '../widget-loader/widget-host.ts';
import { isRecord, own as plain, parseJson } from '../session/json.ts';
import type { OfferHistory } from '../offers/history.ts';
import type { Choice } from './state.ts';

/** Where a person's own choices are kept, by site, in every consent state: the one thing that is. */
export const choiceKey = 'harmony:choice';

/** How a person wants to be helped. */
export interface Wishes {
  /** **Don't offer again**, and what else they said to offers. */
  offers?: Partial<OfferHistory>;
  /** `scheduled`: who asks is shown times first. Absent: at once. */
  assistance?: 'scheduled' | 'now';
  /** `high`: only what they type goes along with a request. `open`: what may become of a talk is not said each time. */
  privacy?: 'standard' | 'high' | 'open';
}

export const purposes = ['detect', 'learn', 'publish'] as const;

/** The kept choices. */
export interface ChoiceStore {
  read(): Choice;
  /** Adds to what was chosen before; @param text version of what the person was asked with */
  add(choice: Choice, how: 'api' | 'widget', text: string | undefined): void;
  /** How and by which text the person chose last. */
  manner(): { how: 'api' | 'widget'; textVersion: string | undefined };
  /** How the person wants to be helped, which holds on this device alone. Changes what is given. */
  wishes(change?: Wishes): Wishes & Choice;
  /** Drops what was granted and keeps what was refused: a refusal binds whoever sits here next, a grant does not. */
  forgetGrants(): void;
}

export const createChoiceStore = (storage: MemoryStorage, site: string): ChoiceStore => {
  const all = (): Record<string, unknown> => asRecord(parseJson(storage.getItem(choiceKey)));
  const write = (choice: Record<string, unknown>): void => {
    const { [site]: _, ...others } = all();
    const next = Object.keys(choice).length === 0 ? others : { ...others, [site]: choice };
    if (Object.keys(next).length === 0) storage.removeItem(choiceKey);
    else storage.setItem(choiceKey, JSON.stringify(next));
  };
  const own = (): Record<string, unknown> => asRecord(all()[site]);
  const read = (): Choice => onlyChoices(own());
  return {
    read,
    add: (choice, how, text) => write({ ...own(), ...choice, how, text }),
    manner: () => {
      const { how, text } = own();
      return { how: how === 'widget' ? how : 'api', textVersion: typeof text === 'string' ? text : undefined };
    },
    wishes: (change) => {
      if (change) write({ ...own(), ...change });
      return own();
    },
    forgetGrants: () => {
      const refused = Object.entries(own()).filter(
        ([name, value]) => [false, 'high'].includes(value as never) || name === 'offers',
      );
      write(Object.fromEntries(refused));
    },
  };
};

/** What `Harmony.consent` was given, as choices; empty for what it does not take. */
export const choiceOf = (wish: unknown): Choice => {
  if (wish === 'granted' || wish === 'denied') {
    return Object.fromEntries(purposes.map((purpose) => [purpose, wish === 'granted']));
  }
  return onlyChoices(wish);
};

const onlyChoices = (value: unknown): Choice => {
  const choice: Choice = plain({});
  const said = asRecord(value);
  for (const purpose of purposes) {
    const isGranted = said[purpose];
    if (typeof isGranted === 'boolean') choice[purpose] = isGranted;
  }
  return choice;
};

const asRecord = (value: unknown): Record<string, unknown> => plain(isRecord(value) ? value : {});
