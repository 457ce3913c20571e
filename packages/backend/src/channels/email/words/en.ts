import type { Words } from './words.ts';

export const en: Words = {
  letter: {
    from: (name, site) => `${name} via ${site}`,
    subject: (site) => `Your request to ${site}`,
    verifySubject: (site) => `Confirm your address for ${site}`,
    verify: (site) =>
      `Somebody asked for help at ${site} and left this address, so that the answer comes here. If that was you, open this link and press “Yes, this is me”:`,
    verifyAfter:
      'Until then nothing else is sent here, and the request waits for half an hour. If it was not you, ignore this letter.',
    wrote: (name) => `${name} wrote:`,
    file: (fileName) => `File: ${fileName}. Open it with the link below.`,
    proposed: (name) =>
      `${name} thinks that this is solved. If it is not, say so with the link below. After a day without a word it counts as solved.`,
    link: 'See all of it and answer:',
    canReply: 'You can also answer this letter.',
    cannotReply: 'Nobody reads answers to this letter; use the link.',
    small:
      'The link works for 30 days, for whoever has it: do not pass it on. To get no more of these letters, open it and press “No more mail about this”.',
  },
  page: {
    title: 'Your request',
    wait: 'One moment …',
    question: 'Did you ask for help here, and is this your address?',
    address: 'Address',
    site: 'Asked at',
    yes: 'Yes, this is me',
    no: 'If it was not you, close this page: nothing else is sent there.',
    opens: 'Your request opens on this page. If it does not, open the link of the letter again.',
    stop: 'No more mail about this',
    stopped: 'No more letters about this request go out. The link goes on working.',
    expired:
      'This link worked for 30 days, and they are over. A newer letter has a newer link. Or ask again, on the page where you asked.',
    unknown:
      'This link leads nowhere: part of it is missing, another address took the place of this one, or everything was erased. Copy all of it from the letter, or ask again on the page where you asked.',
    storage:
      'Your browser keeps nothing for this address, so your request cannot open here. Allow it to keep site data (cookies), and reload; or open the link in another browser.',
    failed: 'The server did not answer. Reload the page to try again.',
    script: 'This page needs JavaScript.',
  },
};
