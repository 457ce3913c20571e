export { avatar, type AvatarOptions } from './avatar/avatar.ts';
export { avatarHue, avatarHues, initials } from './avatar/hue.ts';
export { button, iconButton, type ButtonOptions, type ControlSize, type IconButtonOptions } from './button/button.ts';
export { check, type CheckOptions } from './check/check.ts';
export { ComposerElement, maxMessageLength } from './composer/composer.ts';
export { memoryDrafts, storedDrafts, type Drafts } from './composer/drafts.ts';
export type { SendKey } from './composer/keys.ts';
export { waitWords } from './wait.ts';
export { typingEveryMs } from './composer/typing.ts';
export { cssVars, type CssVars } from './css-vars.ts';
export { Attachments } from './attaching/attachments.ts';
export { DropZone } from './attaching/drop-zone.ts';
export { define } from './define.ts';
export { DialogElement, type CloseReason } from './dialog/dialog.ts';
export { EscapeController, type EscapeOptions } from './dialog/escape.ts';
export { duration, durationRange } from './duration.ts';
export { emit } from './emit.ts';
export { areaField, type AreaOptions } from './field/area.ts';
export { field, type FieldOptions } from './field/field.ts';
export { frame, type Framed, type FrameOptions } from './field/frame.ts';
export type { TimeOptions } from './formats.ts';
export type { Glyph } from './glyphs.ts';
export * as glyphs from './glyphs.ts';
export { icon, type IconOptions } from './icons.ts';
export { directionOf, screenLocale, setScreenLocale } from './locale.ts';
export { listWords } from './list.ts';
export { LogElement } from './log/log.ts';
export type { Density, FileSource, LogFile, LogMessage, LogPerson, MessageState } from './log/types.ts';
export { note, type NoteOptions } from './note/note.ts';
export { numberWords } from './number.ts';
export { plural, type Forms } from './plural.ts';
export { languageName, reasonLines, reasonWords, type Reason, type ReasonAudience } from './reasons.ts';
export { countdownRing, ring, type CountdownOptions, type RingOptions, type RingState } from './ring/ring.ts';
export { ruler, type RulerOptions } from './ruler/ruler.ts';
export { rulerSheet } from './ruler/ruler-sheet.ts';
export { rulerMax } from './ruler/shares.ts';
export { segments, type SegmentsOptions } from './segments/segments.ts';
export { coreSheet } from './core-sheet.ts';
export { adoptInDocument, baseSheet, documentSheet } from './sheets.ts';
export { knowsTokenColours, tokensSheet } from './tokens-sheet.ts';
export { skeleton, type SkeletonOptions } from './skeleton/skeleton.ts';
export {
  connectionLine,
  connectionWords,
  presenceLine,
  presenceWords,
  typingDots,
  type Connection,
  type PresenceStatus,
} from './status/status.ts';
export { isFailedStep, stepWords } from './steps.ts';
export { switchControl, type SwitchOptions } from './switch/switch.ts';
export { tag, type Tone } from './tag/tag.ts';
export { applyAppearance, type Appearance, type Theme } from './theme.ts';
export { clockTime } from './clock.ts';
export { dayKey, dayLabel, fullTime, relativeTime, shortDay } from './time.ts';
export { bestLanguage, languageOf, languages, localeOf, type Language } from './words/languages.ts';
