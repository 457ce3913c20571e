import type { Words } from './words.ts';

export const fr: Words = {
  letter: {
    from: (name, site) => `${name} via ${site}`,
    subject: (site) => `Votre demande à ${site}`,
    verifySubject: (site) => `Confirmez votre adresse pour ${site}`,
    verify: (site) =>
      `Quelqu’un a demandé de l’aide sur ${site} et a laissé cette adresse pour y recevoir la réponse. Si c’était vous, ouvrez ce lien et appuyez sur « Oui, c’est moi » :`,
    verifyAfter:
      'D’ici là, rien d’autre n’est envoyé ici et la demande attend une demi-heure. Si ce n’était pas vous, ignorez ce message.',
    wrote: (name) => `${name} a écrit :`,
    file: (fileName) => `Fichier : ${fileName}. Ouvrez-le avec le lien ci-dessous.`,
    proposed: (name) =>
      `${name} pense que c’est résolu. Si ce n’est pas le cas, dites-le avec le lien ci-dessous. Sans réponse pendant un jour, c’est considéré comme résolu.`,
    link: 'Tout voir et répondre :',
    canReply: 'Vous pouvez aussi répondre à ce message.',
    cannotReply: 'Personne ne lit les réponses à ce message ; utilisez le lien.',
    small:
      'Le lien fonctionne 30 jours, pour quiconque l’a : ne le transmettez pas. Pour ne plus recevoir ces messages, ouvrez-le et appuyez sur « Plus de courrier à ce sujet ».',
  },
  page: {
    title: 'Votre demande',
    wait: 'Un instant …',
    question: 'Avez-vous demandé de l’aide ici, et est-ce votre adresse ?',
    address: 'Adresse',
    site: 'Demandé sur',
    yes: 'Oui, c’est moi',
    no: 'Si ce n’était pas vous, fermez cette page : rien d’autre n’y est envoyé.',
    opens: 'Votre demande s’ouvre sur cette page. Sinon, ouvrez de nouveau le lien du message.',
    stop: 'Plus de courrier à ce sujet',
    stopped: 'Plus aucun message ne part au sujet de cette demande. Le lien continue de fonctionner.',
    expired:
      'Ce lien fonctionnait 30 jours, et ils sont passés. Un message plus récent a un lien plus récent. Ou demandez de nouveau, sur la page où vous avez demandé.',
    unknown:
      'Ce lien ne mène nulle part : il en manque une partie, une autre adresse a remplacé celle-ci, ou tout a été effacé. Copiez-le en entier depuis le message, ou demandez de nouveau là où vous avez demandé.',
    storage:
      'Votre navigateur ne garde rien pour cette adresse, votre demande ne peut donc pas s’ouvrir ici. Autorisez les données de site (cookies) et rechargez, ou ouvrez le lien dans un autre navigateur.',
    failed: 'Le serveur n’a pas répondu. Rechargez la page pour réessayer.',
    script: 'Cette page a besoin de JavaScript.',
  },
};
