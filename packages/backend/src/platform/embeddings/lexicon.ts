import { stem } from './stems.ts';

/**
 * Words that people use for one another when they speak of software, so that "Opera" is near "browsers" without a letter in
 * common. It is what a small model has instead of training: general vocabulary of the web, nothing about any customer.
 * English, with the everyday words of German, French and Spanish. A word may stand in several rows.
 */
const rows: Readonly<Record<string, string>> = {
  database: `database db sql mysql mariadb postgres postgresql sqlite oracle mongodb mongo redis nosql query table row column
    record schema migration transaction deadlock lock rollback commit replica replication constraint orm prisma sequelize
    join insert index trigger vacuum backup restore dump datenbank abfrage tabelle datensatz sicherung base requête registro consulta tabla`,
  payment: `payment pay paid card refund invoice billing bill charge charged checkout stripe paypal subscription price iban vat
    tax receipt debit credit bank money zahlung bezahlen karte rechnung erstattung paiement facture remboursement pago factura tarjeta`,
  server: `server backend api endpoint rest graphql 500 502 503 504 gateway nginx daemon cron webhook timeout serveur servidor`,
  form: `form field input submit validate validation invalid checkbox radio dropdown select textbox textarea placeholder required
    mandatory tick fill autocomplete autofill fieldset typed formular feld eingabe pflichtfeld absenden formulaire champ formulario campo`,
  style: `css style stylesheet sass tailwind bootstrap layout flexbox grid font color colour margin padding align responsive theme
    dark design overlap crooked icon farbe schrift couleur police estilo fuente`,
  frontend: `frontend react vue angular svelte jquery component render javascript dom html ui button widget modal dialog menu
    spa knopf schaltfläche bouton botón`,
  accessibility: `accessibility accessible aria wcag contrast keyboard focus label reader blind barrierefrei`,
  browser: `browser chrome chromium firefox safari edge opera brave explorer webkit blink gecko incognito extension addon plugin adblock
    adblocker blocker cookie cache cached localstorage popup tab devtools bookmark zoom webgl navigateur navegador erweiterung`,
  mobile: `mobile phone smartphone android iphone ios ipad tablet touch swipe handy móvil`,
  test: `test testing tester qa quality regression reproduce flaky playwright cypress selenium jest vitest coverage prüfen`,
  build: `build bundle bundler webpack vite rollup esbuild babel npm pnpm yarn compile compiler typescript tsc dependency package
    install deploy deployment release ci pipeline docker container git merge`,
  speed: `slow slowly speed performance fast latency lag freeze frozen hang memory leak cpu crash langsam abstürzen lent lento`,
  login: `login log-in signin password passwort account authentication authenticate 2fa otp sso oauth saml token logout credentials
    konto anmelden anmeldung kennwort connexion contraseña cuenta`,
  permission: `permission permissions role access forbidden 403 unauthorized 401 admin berechtigung zugriff rechte permiso`,
  mail: `mail email e-mail smtp imap inbox spam newsletter mailbox postfach courriel correo`,
  network: `network dns vpn proxy firewall wifi internet certificate ssl tls https router netzwerk réseau red`,
  file: `file folder upload download attachment pdf csv xlsx excel spreadsheet zip document export import datei fichier archivo`,
  print: `print printer printing paper drucken drucker imprimer imprimante imprimir impresora`,
  media: `video audio sound microphone camera webcam call stream recording webrtc mikrofon kamera`,
  time: `date calendar timezone schedule reminder appointment datum kalender termin`,
  language: `translation translate locale language multilingual i18n übersetzung sprache traduction langue idioma`,
  report: `report chart graph dashboard statistics analytics diagram bericht auswertung rapport informe`,
  search: `search searching filter sort results suche recherche búsqueda`,
  security: `security vulnerability xss csrf hacked phishing malware virus encryption sicherheit sécurité seguridad`,
};

/** The topics, each with the words that speak of it: `browser`, not `~browser`. */
export const topicWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(rows).map(([topic, words]) => [topic, words.trim().split(/\s+/)]),
);

const topics = new Map<string, string[]>();
for (const [topic, words] of topicWords) {
  for (const word of words) {
    for (const key of new Set([word, stem(word, 'en')])) topics.set(key, [...(topics.get(key) ?? []), `~${topic}`]);
  }
}

/** Shorter words are one slip away from too many others. */
const shortestMistyped = 5;

const withoutOneLetter = (word: string): string[] =>
  Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 1) + word.slice(at + 2));

const missingLetter = new Map<string, string[]>();
for (const [word, found] of topics) {
  if (word.length > shortestMistyped) for (const slip of withoutOneLetter(word)) missingLetter.set(slip, found);
}

/**
 * The topics a word belongs to, as terms that no word can be: `~browser`. Found by the word, by its English stem, or by the word
 * it would be but for one slip of the keyboard after its first letter: two letters swapped, one missing, one too many. A wrong
 * letter is not forgiven: "change" would be "charge".
 */
export const topicsOf = (word: string, englishStem: string): readonly string[] =>
  topics.get(word) ?? topics.get(englishStem) ?? remember(word, topicsOfMistyped);

const topicsOfMistyped = (word: string): readonly string[] => {
  if (word.length < shortestMistyped) return [];
  const candidates = [...withTwoSwapped(word), ...(word.length > shortestMistyped ? withoutOneLetter(word) : [])];
  const meant = candidates.find((candidate) => topics.has(candidate));
  return (meant === undefined ? missingLetter.get(word) : topics.get(meant)) ?? [];
};

const withTwoSwapped = (word: string): string[] =>
  Array.from({ length: word.length - 2 }, (_, at) => at + 1).map(
    (at) => word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
  );

const mostRemembered = 10_000;
const remembered = new Map<string, readonly string[]>();

const remember = (word: string, find: (word: string) => readonly string[]): readonly string[] => {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const found = find(word);
  if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(word, found);
  return found;
};
