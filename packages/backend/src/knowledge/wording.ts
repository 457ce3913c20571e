import { firstSubtag } from '../platform/language-tag.ts';

/** What stands in a draft beside people's own words. */
export interface Wording {
  symptoms: string;
  error: string;
  page: string;
  solution: string;
  /** Says how the draft came about. */
  extracted: string;
  /** Added where the person never confirmed. */
  assumed: string;
}

const english: Wording = {
  symptoms: 'What went wrong',
  error: 'Error',
  page: 'Page',
  solution: 'What solved it',
  extracted: '*Taken word for word from the message that solved it, without personal details. Nothing was added.*',
  assumed: '*The person did not answer any more: that it was solved is assumed.*',
};

/** By first subtag; other languages get English around their own words. */
const wordings: Readonly<Record<string, Wording>> = {
  en: english,
  de: {
    symptoms: 'Was nicht ging',
    error: 'Fehler',
    page: 'Seite',
    solution: 'Was geholfen hat',
    extracted:
      '*Wörtlich aus der Nachricht, die das Problem gelöst hat, ohne persönliche Angaben. Nichts wurde hinzugefügt.*',
    assumed: '*Die Person hat nicht mehr geantwortet: Dass es gelöst ist, wird angenommen.*',
  },
  es: {
    symptoms: 'Qué falló',
    error: 'Error',
    page: 'Página',
    solution: 'Qué lo solucionó',
    extracted: '*Tomado literalmente del mensaje que lo solucionó, sin datos personales. No se ha añadido nada.*',
    assumed: '*La persona no volvió a responder: se supone que quedó solucionado.*',
  },
  fr: {
    symptoms: 'Ce qui n’allait pas',
    error: 'Erreur',
    page: 'Page',
    solution: 'Ce qui l’a résolu',
    extracted: '*Repris mot pour mot du message qui l’a résolu, sans données personnelles. Rien n’a été ajouté.*',
    assumed: '*La personne n’a plus répondu : on suppose que c’est résolu.*',
  },
  pt: {
    symptoms: 'O que falhou',
    error: 'Erro',
    page: 'Página',
    solution: 'O que resolveu',
    extracted: '*Retirado palavra por palavra da mensagem que resolveu, sem dados pessoais. Nada foi acrescentado.*',
    assumed: '*A pessoa não voltou a responder: presume-se que está resolvido.*',
  },
};

/** The wording for a BCP 47 tag. */
export const wordingOf = (language: string): Wording => wordings[firstSubtag(language)] ?? english;
