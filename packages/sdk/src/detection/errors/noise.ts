/** Another origin's error, of which the browser says nothing: only counted. */
export const isScriptError = (message: string): boolean => /^(?:Uncaught )?Script error\.?$/.test(message);

/** What no person ever notices, and what extensions and in-app browsers put into pages (after Sentry's inbound filters). */
export const isNoise = (words: string): boolean => noise.test(words);
const noise =
  /ResizeObserver loop|Object Not Found Matching Id:\d|Extension context invalidated|Receiving end does not exist|message channel closed before|message port closed before|\b(?:webkit\.messageHandlers|__firefox__|_AutofillCallbackHandler|zaloJSV2|__gCrWeb|gmo)\b|^\[Harmony\]/;

/** Hosts and paths that blockers of trackers and advertisements commonly refuse (EasyPrivacy, EasyList): nothing of the page. */
export const isTracker = (url: string): boolean => tracker.test(url);
const tracker =
  /(?:google(?:-analytics|tagmanager|tagservices|adservices|syndication)|doubleclick|facebook|hotjar|clarity|segment|mixpanel|amplitude|fullstory|heap(?:analytics)?|mouseflow|matomo|adsystem|adnxs|criteo|taboola|outbrain|quantserve|scorecardresearch|newrelic|nr-data|datadoghq[\w-]*|sentry(?:-cdn)?|bugsnag|intercom(?:cdn)?|hs-(?:analytics|scripts)|hubspot|optimizely|licdn|linkedin|tiktok|bing|pinimg|plausible|posthog|logrocket|lr-ingest|cookielaw|onetrust|adroll|pardot|marketo)\.(?:com|net|io|ai|ms|org|co|tv|eu)\b|\/(?:ads?|adserver|analytics|beacon|collect|gtag|gtm|matomo|pixel|piwik|track(?:er|ing)?)(?:[/.?-]|$)/i;
