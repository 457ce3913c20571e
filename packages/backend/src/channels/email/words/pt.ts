import type { Words } from './words.ts';

export const pt: Words = {
  letter: {
    from: (name, site) => `${name} via ${site}`,
    subject: (site) => `Seu pedido a ${site}`,
    verifySubject: (site) => `Confirme seu endereço para ${site}`,
    verify: (site) =>
      `Alguém pediu ajuda em ${site} e deixou este endereço para receber a resposta aqui. Se foi você, abra este link e pressione “Sim, sou eu”:`,
    verifyAfter:
      'Até lá nada mais é enviado para cá, e o pedido espera meia hora. Se não foi você, ignore esta mensagem.',
    wrote: (name) => `${name} escreveu:`,
    file: (fileName) => `Arquivo: ${fileName}. Abra-o com o link abaixo.`,
    proposed: (name) =>
      `${name} acha que está resolvido. Se não estiver, diga com o link abaixo. Depois de um dia sem resposta, conta como resolvido.`,
    link: 'Ver tudo e responder:',
    canReply: 'Você também pode responder a esta mensagem.',
    cannotReply: 'Ninguém lê as respostas a esta mensagem; use o link.',
    small:
      'O link funciona por 30 dias, para quem o tiver: não o repasse. Para não receber mais mensagens, abra-o e pressione “Chega de e-mails sobre isto”.',
  },
  page: {
    title: 'Seu pedido',
    wait: 'Um momento …',
    question: 'Você pediu ajuda aqui, e este é o seu endereço?',
    address: 'Endereço',
    site: 'Perguntado em',
    yes: 'Sim, sou eu',
    no: 'Se não foi você, feche esta página: nada mais é enviado para lá.',
    opens: 'Seu pedido abre nesta página. Se não abrir, abra de novo o link da mensagem.',
    stop: 'Chega de e-mails sobre isto',
    stopped: 'Não saem mais mensagens sobre este pedido. O link continua funcionando.',
    expired:
      'Este link funcionava por 30 dias, e eles passaram. Uma mensagem mais nova tem um link mais novo. Ou pergunte de novo, na página em que perguntou.',
    unknown:
      'Este link não leva a lugar nenhum: falta uma parte, outro endereço tomou o lugar deste, ou tudo foi apagado. Copie-o inteiro da mensagem, ou pergunte de novo onde perguntou.',
    storage:
      'Seu navegador não guarda nada para este endereço, por isso o pedido não pode abrir aqui. Permita dados de sites (cookies) e recarregue, ou abra o link em outro navegador.',
    failed: 'O servidor não respondeu. Recarregue a página para tentar de novo.',
    script: 'Esta página precisa de JavaScript.',
  },
};
