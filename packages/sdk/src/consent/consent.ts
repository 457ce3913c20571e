/** What the page may do: nothing, count in memory, or send. `domain.md`, "Consent in the page". */
export type ConsentState = 'off' | 'local' | 'on';

export interface ConsentInput {
  /** `data-consent` or the site's own default; `required` when unset. */
  asked: 'required' | 'granted' | 'denied';
  /** What this person chose here before; it outweighs everything else. */
  personal: 'granted' | 'denied' | null;
  /** Global Privacy Control or Do Not Track. */
  refusesTracking: boolean;
}

/** The one rule: a personal choice, then the browser's refusal, then what the site asks. */
export const consentState = ({ asked, personal, refusesTracking }: ConsentInput): ConsentState => {
  if (personal) return personal === 'granted' ? 'on' : 'off';
  if (refusesTracking || asked === 'denied') return 'off';
  return asked === 'granted' ? 'on' : 'local';
};

/** The five purposes a person may agree to, each by itself. */
export interface Purposes {
  detect?: boolean;
  view?: boolean;
  record?: boolean;
  publish?: boolean;
  learn?: boolean;
}

/** `granted` and `denied` mean all that the public call may give: detect, learn, publish. Viewing and recording are asked when they happen. */
export const purposesOf = (choice: 'granted' | 'denied' | Purposes): Purposes => {
  if (typeof choice === 'object') return choice;
  const isGranted = choice === 'granted';
  return { detect: isGranted, learn: isGranted, publish: isGranted };
};

/** Reads the browser's own refusal; both signals are properties that may be missing. */
export const refusesTracking = (navigator: { globalPrivacyControl?: unknown; doNotTrack?: unknown }): boolean =>
  navigator.globalPrivacyControl === true || navigator.doNotTrack === '1';
