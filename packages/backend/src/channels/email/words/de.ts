import type { Words } from './words.ts';

export const de: Words = {
  letter: {
    from: (name, site) => `${name} über ${site}`,
    subject: (site) => `Ihre Anfrage an ${site}`,
    verifySubject: (site) => `Bestätigen Sie Ihre Adresse für ${site}`,
    verify: (site) =>
      `Jemand hat bei ${site} um Hilfe gebeten und diese Adresse angegeben, damit die Antwort hierher kommt. Wenn Sie das waren, öffnen Sie diesen Link und drücken Sie „Ja, das bin ich“:`,
    verifyAfter:
      'Bis dahin wird nichts weiter hierher geschickt, und die Anfrage wartet eine halbe Stunde. Wenn Sie es nicht waren, lassen Sie diesen Brief unbeachtet.',
    wrote: (name) => `${name} schrieb:`,
    file: (fileName) => `Datei: ${fileName}. Öffnen Sie sie über den Link unten.`,
    proposed: (name) =>
      `${name} hält das für gelöst. Wenn es das nicht ist, sagen Sie es über den Link unten. Nach einem Tag ohne Antwort gilt es als gelöst.`,
    link: 'Alles sehen und antworten:',
    canReply: 'Sie können auch auf diesen Brief antworten.',
    cannotReply: 'Antworten auf diesen Brief liest niemand; nehmen Sie den Link.',
    small:
      'Der Link gilt 30 Tage für jeden, der ihn hat: Geben Sie ihn nicht weiter. Wenn Sie keine solchen Briefe mehr möchten, öffnen Sie ihn und drücken Sie „Keine Post mehr dazu“.',
  },
  page: {
    title: 'Ihre Anfrage',
    wait: 'Einen Moment …',
    question: 'Haben Sie hier um Hilfe gebeten, und ist das Ihre Adresse?',
    address: 'Adresse',
    site: 'Gefragt bei',
    yes: 'Ja, das bin ich',
    no: 'Wenn Sie es nicht waren, schließen Sie diese Seite: Nichts weiter wird dorthin geschickt.',
    opens: 'Ihre Anfrage öffnet sich auf dieser Seite. Wenn nicht, öffnen Sie den Link aus dem Brief noch einmal.',
    stop: 'Keine Post mehr dazu',
    stopped: 'Zu dieser Anfrage gehen keine Briefe mehr hinaus. Der Link gilt weiter.',
    expired:
      'Dieser Link galt 30 Tage, und sie sind vorbei. Ein neuerer Brief hat einen neueren Link. Oder fragen Sie noch einmal, auf der Seite, auf der Sie gefragt haben.',
    unknown:
      'Dieser Link führt nirgendwohin: Ein Teil fehlt, eine andere Adresse ist an die Stelle dieser getreten, oder alles wurde gelöscht. Kopieren Sie ihn ganz aus dem Brief, oder fragen Sie noch einmal, wo Sie gefragt haben.',
    storage:
      'Ihr Browser behält für diese Adresse nichts, deshalb kann sich Ihre Anfrage hier nicht öffnen. Erlauben Sie Websitedaten (Cookies) und laden Sie neu, oder öffnen Sie den Link in einem anderen Browser.',
    failed: 'Der Server hat nicht geantwortet. Laden Sie die Seite neu.',
    script: 'Diese Seite braucht JavaScript.',
  },
};
