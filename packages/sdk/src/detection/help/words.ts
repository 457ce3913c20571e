/**
 * Words by which people look for help, a list a language, as parts of regular expressions in small letters; `^` and `$` are
 * the ends of a label or of what was searched. Words that mean something else in an app (contacts of a CRM, arch support)
 * count only alone or in their company.
 */
const lists = {
  en: 'help(?! (?:us|others|wanted|out))|faqs?|^support$|^contact$|contact us|get in touch|(?:customer|technical|contact|get) (?:support|service|care)|support (?:team|cent(?:er|re)|ticket)|(?:live|support) chat|troubleshoot(?:ing)?|report a problem|^how (?:do|can|to)',
  es: 'ayuda|^soporte$|soporte técnico|^contacto$|contáct[ae]nos|atención al cliente|preguntas frecuentes|^cómo (?:puedo|se)',
  pt: 'ajuda|^suporte$|suporte técnico|^contato$|fale con(?:n)?osco|contacte-nos|atendimento ao cliente|perguntas frequentes|^como (?:posso|faço)',
  fr: 'aide|assistance|contactez(?:-| )nous|nous contacter|service client|foire aux questions|^comment (?:puis-je|faire)',
  de: 'hilfe|^kontakt$|kontaktieren sie uns|kundendienst|kundenservice|häufige fragen|^wie kann ich',
  ar: '(?:ال)?مساعدة|^(?:ال)?دعم$|(?:ال)?دعم (?:ال)?فني|اتصل بنا|تواصل معنا|(?:ال)?أسئلة (?:ال)?شائعة|خدمة العملاء',
  ja: 'ヘルプ|お?問い?合わ?せ|サポート|よくあるご?質問|使い方|お困り',
};

/** A word stands alone, except in a language that sets no spaces. */
const alone = Object.entries(lists).map(([language, list]) =>
  language === 'ja' ? list : `(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`,
);
const words = new RegExp(`${alone.join('|')}|^[?？]$`, 'u');
/** The same wherever they stand, which is looked for many times faster: hardly any label has one. */
const stems = new RegExp(`${Object.values(lists).join('|')}|^[?？]$`);

/** Addresses of help, in any language of the link; `/contact/12` is somebody's card. */
const addresses =
  /\/(?:help|help-cent(?:er|re)|faqs?|support|hilfe|ayuda|ajuda|aide)(?:[/?#]|$)|\/(?:contact(?:-us)?|kontakt|contacto)\/?(?:[?#]|$)|^mailto:(?:help|support)@/i;

/** Longer than this is a text, not what a control is called or what one searches for. */
const mostCharacters = 60;

/** True where a label or what was searched for asks for help. */
export const asksForHelp = (text: string): boolean => {
  const label = text
    .slice(0, 4 * mostCharacters)
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return label.length <= mostCharacters && stems.test(label) && words.test(label);
};

/** True where a link leads to help. @param address as it stands in the link */
export const leadsToHelp = (address: string): boolean => address !== '' && addresses.test(address);
