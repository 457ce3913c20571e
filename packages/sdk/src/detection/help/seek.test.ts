import { describe, expect, it } from 'vitest';
import { createPage, watchWith } from '../world.fixture.ts';
import { helpSeek } from './seek.ts';
import { asksForHelp, leadsToHelp } from './words.ts';

const start = (markup: string) => {
  const watched = watchWith(helpSeek, createPage(markup));
  const { find, say, now } = watched;
  return {
    ...watched,
    press: (selector: string) => say.press({ root: find(selector), isInteractive: true, at: now() }),
  };
};

describe('words of help', () => {
  it.each([
    ...[
      'Help',
      'Help Center',
      'Need help?',
      'FAQ',
      'Support',
      'Contact us',
      'Customer support',
      'How do I export?',
      '?',
    ],
    ...['Ayuda', 'Centro de ayuda', 'Soporte técnico', 'Preguntas frecuentes', 'Contáctenos'],
    ...['Ajuda', 'Fale conosco', 'Perguntas frequentes', 'Suporte'],
    ...['Aide', 'Centre d’aide', 'Contactez-nous', 'Foire aux questions', 'Service client'],
    ...['Hilfe', 'Hilfe & Kontakt', 'Kundendienst', 'Häufige Fragen', 'Kontakt'],
    ...['المساعدة', 'مساعدة', 'الدعم الفني', 'اتصل بنا', 'الأسئلة الشائعة'],
    ...['ヘルプ', 'お問い合わせ', 'よくある質問', '使い方ガイド', 'サポートセンター'],
  ])('“%s” asks for help', (text) => expect(asksForHelp(text)).toBe(true));

  it.each([
    ...[
      'Helpful reviews',
      'Help us improve',
      'Contacts',
      'New contact',
      'Arch support insoles',
      'Supported formats',
      '',
    ],
    ...['Aides-soignants', 'Contact lenses', 'Hilfenummern', 'Como', 'دعمك', 'Shelp', 'Show more', 'What?'],
    'This long text happens to say that somebody could find some help in it, and is no label at all.',
  ])('“%s” does not', (text) => expect(asksForHelp(text)).toBe(false));

  it.each(['/help', '/de/hilfe/', 'https://help.test/faq#billing', '/contact-us', '/contact', 'mailto:support@a.test'])(
    '%s leads to help',
    (address) => expect(leadsToHelp(address)).toBe(true),
  );

  it.each(['/helpers', '/contact/12', '/contacts', '/support-vector', 'mailto:ada@a.test', '', '#'])(
    '%s does not',
    (address) => expect(leadsToHelp(address)).toBe(false),
  );
});

describe('help.seek is told', () => {
  it.each([
    ['what is called help', '<button>Get help</button>'],
    ['what is named so for those who do not see', '<button aria-label="Hilfe">i</button>'],
    ['a picture with a title', '<button title="FAQ"><svg></svg></button>'],
    ['a link that leads there', '<a href="/support/42">42</a>'],
  ])('of a press on %s, once', (_, markup) => {
    const { press, told, pass } = start(markup);
    press('button, a');
    pass(1_000);
    press('button, a');
    expect(told).toMatchObject([{ data: { how: 'press' } }]);
  });

  it.each(['change', 'keydown'])('of a search for it (%s), without what was searched for', (type) => {
    const { fire, find, told } = start('<input type="search" value="how to export my invoice 4711">');
    fire(find('input'), type, { key: 'Enter' });
    expect(told).toMatchObject([{ data: { how: 'search' } }]);
    expect(JSON.stringify({ ...told[0], root: null })).not.toMatch(/export|4711/);
  });

  it.each(['role="alert"', 'class="form-error"', 'aria-live="assertive"'])(
    'when the text of %s is copied',
    (attribute) => {
      const { fire, find, page, told } = start(`<p ${attribute}>Could not save <b>invoice 4711</b></p>`);
      Object.defineProperty(page, 'getSelection', { value: () => ({ anchorNode: find('b').firstChild }) });
      fire(find('b'), 'copy');
      expect(told).toMatchObject([{ root: find('p'), data: { how: 'copy' } }]);
      expect(JSON.stringify({ ...told[0], root: null })).not.toMatch(/4711/);
    },
  );
});

describe('help.seek is silent', () => {
  it.each([
    ['what is no help', '<button>Save</button>'],
    ['a choice of that name', '<div role="option">Help</div>'],
    ['a card of a contact', '<a href="/contact/12">Ada</a>'],
  ])('for a press on %s', (_, markup) => {
    const { press, told } = start(markup);
    press('button, a, div');
    expect(told).toEqual([]);
  });

  it('for words that cannot be pressed', () => {
    const { say, find, told } = start('<p>Help</p>');
    say.press({ root: find('p'), isInteractive: false });
    expect(told).toEqual([]);
  });

  it('for other searches, other keys, other fields, and what is out of bounds', () => {
    const { fire, find, told } = start(
      '<input type="search" id="a" value="blue shoes"><input id="b" value="help"><input type="search" id="c" value="help">' +
        '<div data-harmony-ignore><input type="search" id="d" value="help"></div>',
    );
    for (const place of ['#a', '#b', '#d']) fire(find(place), 'change');
    fire(find('#c'), 'keydown', { key: 'a' });
    expect(told).toEqual([]);
  });

  it('for copying anything else', () => {
    const { fire, find, page, told } = start('<p>An address</p>');
    Object.defineProperty(page, 'getSelection', { value: () => ({ anchorNode: find('p').firstChild }) });
    fire(find('p'), 'copy');
    expect(told).toEqual([]);
  });
});
