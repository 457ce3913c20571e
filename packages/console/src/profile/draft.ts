import type { ChangeExpertProfile, OwnExpert } from '@harmony-live/protocol';

/** Minutes of wrap-up that can be chosen. */
export type WrapUpMinutes = NonNullable<ChangeExpertProfile['wrapUpMinutes']>;

/** A profile while it is being edited: rows may be empty, the capacity may be no number yet. */
export interface ProfileDraft {
  statements: string[];
  languages: { tag: string; level: 1 | 2 | 3 }[];
  capacity: string;
  wrapUpMinutes: WrapUpMinutes;
  version: number;
}

/** The draft of a profile as it was read. */
export function draftOf({ statements, languages, capacity, wrapUpMinutes = 0, version }: OwnExpert): ProfileDraft {
  return {
    statements: [...statements],
    languages: languages.map((language) => ({ ...language })),
    capacity: String(capacity),
    wrapUpMinutes,
    version,
  };
}

/** What goes to the server: trimmed, without empty rows, each language once (the first counts). */
export function profileOf(draft: ProfileDraft): ChangeExpertProfile {
  const { statements, languages, capacity, wrapUpMinutes, version } = draft;
  const tags = new Set<string>();
  return {
    statements: statements.map((statement) => statement.trim()).filter(Boolean),
    languages: languages
      .map(({ tag, level }) => ({ tag: tag.trim(), level }))
      .filter(({ tag }) => tag !== '' && !tags.has(tag.toLowerCase()) && tags.add(tag.toLowerCase())),
    capacity: Number(capacity),
    wrapUpMinutes,
    version,
  };
}

/** Whether saving would change anything. */
export function isChanged(draft: ProfileDraft, saved: OwnExpert): boolean {
  return JSON.stringify(profileOf(draft)) !== JSON.stringify(profileOf(draftOf(saved)));
}
