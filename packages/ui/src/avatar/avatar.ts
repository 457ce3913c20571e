import { html, nothing, type TemplateResult } from 'lit';
import { avatarHue, initials } from './hue.ts';

/** See `avatar`. */
export interface AvatarOptions {
  /** What the colour is made from: the same person looks the same everywhere. */
  id: string;
  name: string;
  size?: 'sm' | 'md' | 'lg';
  /** A dot at the disc; say the same in words beside it. */
  presence?: 'here' | 'busy' | 'away';
}

/** `h-avatar`: a disc with initials, beside the name it belongs to and so hidden from assistive technology. Adopt `baseSheet`. */
export function avatar({ id, name, size = 'md', presence }: AvatarOptions): TemplateResult {
  return html`<span class=${`av av-${size} av-${avatarHue(id)}`} aria-hidden="true"
    >${initials(name)}${presence ? html`<i class=${`dot ${presence}`}></i>` : nothing}</span
  >`;
}
