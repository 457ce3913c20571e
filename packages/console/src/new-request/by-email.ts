import { glyphs, tag } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { nothing, type TemplateResult } from 'lit';

/** The person need not be there: they read what is written by e-mail. Where it goes nobody here is told. */
export const byEmailTag = ({ isAnsweredByEmail }: { isAnsweredByEmail: boolean }): TemplateResult | typeof nothing =>
  isAnsweredByEmail ? tag(msg('Answers go by e-mail'), { icon: glyphs.mail }) : nothing;
