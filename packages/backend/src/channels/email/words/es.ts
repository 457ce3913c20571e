import type { Words } from './words.ts';

export const es: Words = {
  letter: {
    from: (name, site) => `${name} a través de ${site}`,
    subject: (site) => `Tu petición a ${site}`,
    verifySubject: (site) => `Confirma tu dirección para ${site}`,
    verify: (site) =>
      `Alguien pidió ayuda en ${site} y dejó esta dirección para recibir aquí la respuesta. Si has sido tú, abre este enlace y pulsa «Sí, soy yo»:`,
    verifyAfter:
      'Hasta entonces no se envía nada más aquí, y la petición espera media hora. Si no has sido tú, no hagas caso de este mensaje.',
    wrote: (name) => `${name} escribió:`,
    file: (fileName) => `Archivo: ${fileName}. Ábrelo con el enlace de abajo.`,
    proposed: (name) =>
      `${name} cree que está resuelto. Si no lo está, dilo con el enlace de abajo. Tras un día sin respuesta se da por resuelto.`,
    link: 'Ver todo y responder:',
    canReply: 'También puedes responder a este mensaje.',
    cannotReply: 'Nadie lee las respuestas a este mensaje; usa el enlace.',
    small:
      'El enlace funciona 30 días, para quien lo tenga: no lo compartas. Para no recibir más mensajes, ábrelo y pulsa «No más correo sobre esto».',
  },
  page: {
    title: 'Tu petición',
    wait: 'Un momento …',
    question: '¿Has pedido ayuda aquí, y es esta tu dirección?',
    address: 'Dirección',
    site: 'Preguntado en',
    yes: 'Sí, soy yo',
    no: 'Si no has sido tú, cierra esta página: no se envía nada más allí.',
    opens: 'Tu petición se abre en esta página. Si no, abre de nuevo el enlace del mensaje.',
    stop: 'No más correo sobre esto',
    stopped: 'Ya no salen mensajes sobre esta petición. El enlace sigue funcionando.',
    expired:
      'Este enlace funcionaba 30 días, y han pasado. Un mensaje más nuevo tiene un enlace más nuevo. O pregunta de nuevo, en la página donde preguntaste.',
    unknown:
      'Este enlace no lleva a ninguna parte: falta una parte, otra dirección ocupó el lugar de esta, o todo se borró. Cópialo entero del mensaje, o pregunta de nuevo donde preguntaste.',
    storage:
      'Tu navegador no guarda nada para esta dirección, así que tu petición no puede abrirse aquí. Permite los datos de sitios (cookies) y recarga, o abre el enlace en otro navegador.',
    failed: 'El servidor no respondió. Recarga la página para intentarlo de nuevo.',
    script: 'Esta página necesita JavaScript.',
  },
};
