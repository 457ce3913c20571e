import type { Urgency } from '@harmony-live/protocol';
import { glyphs, tag } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import type { TemplateResult } from 'lit';

/** How soon somebody needs help, as drawing and words. */
export function urgencyTag(urgency: Urgency): TemplateResult {
  switch (urgency) {
    case 3:
      return tag(msg('Can’t go on'), {
        tone: 'urgent',
        icon: glyphs.octagonAlert,
      });
    case 2:
      return tag(msg('Today'), { tone: 'wait', icon: glyphs.clockAlert });
    case 1:
      return tag(msg('No hurry'), { icon: glyphs.leaf });
  }
}
