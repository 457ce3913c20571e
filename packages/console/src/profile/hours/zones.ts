/** The zone of this browser, as it is named in the IANA data base. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All zones that the browser knows, and the chosen one. `supportedValuesOf` came in 2022: without it, these two. */
export const zonesWith = (chosen: string): string[] => {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  return [...new Set([...known, zoneHere(), 'UTC', chosen])].filter(Boolean).toSorted();
};
