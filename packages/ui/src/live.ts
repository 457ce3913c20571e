import { noChange, type ElementPart } from 'lit';
import { Directive, directive } from 'lit/directive.js';

type Properties = Readonly<Record<string, unknown>>;

class LiveDirective extends Directive {
  render(_properties: Properties): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [properties]: [Properties]): unknown {
    const control = element as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(properties)) if (control[name] !== value) control[name] = value;
    return noChange;
  }
}

/**
 * Sets properties that the person changes as well, `checked` and `value`: `<input ${live({ checked: isOn })} />`. They are
 * compared with what the control has now, not with what was drawn last. Ours rather than Lit's `live`, which for the sake of
 * attributes and of more than one value brings four times as much to every page.
 */
export const live = directive(LiveDirective);
