import type { FrameOptions } from './frame.ts';

/** What fields for words share. */
export interface TextOptions extends FrameOptions {
  /** Left out: the field keeps what is typed by itself, to be read from the form. */
  value?: string;
  placeholder?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  minLength?: number;
  maxLength?: number;
  onInput?: (value: string, event: InputEvent) => void;
  onKeydown?: (event: KeyboardEvent) => void;
}

/** Tells the owner what stands in the field now. */
export const teller =
  ({ onInput }: TextOptions) =>
  (event: InputEvent): void =>
    onInput?.((event.target as HTMLInputElement | HTMLTextAreaElement).value, event);
