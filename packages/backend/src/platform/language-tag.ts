/** The language of a BCP 47 tag, whatever its region and script: `pt-BR` → `pt`. */
export const firstSubtag = (tag: string): string => tag.split('-', 1)[0]!.toLowerCase();
