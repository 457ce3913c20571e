/** A text with something in it that must not leave a page, or one that must stay as it is. */
export interface Probe {
  /** Of what must go: its kind. Of what must stay: what it is. */
  kind: string;
  text: string;
  /** What must go, as it stands in the text; absent where nothing must. */
  secret?: string;
  /** The scrubber is wrong about this one, and we know. Said here, and in docs/privacy.md. */
  isKnownMistake?: true;
}

const must = (kind: string, ...probes: readonly (readonly [text: string, secret: string, known?: 'known mistake'])[]) =>
  probes.map(([text, secret, known]): Probe => ({ kind, text, secret, ...(known && { isKnownMistake: true }) }));

const mustNot = (kind: string, ...texts: readonly string[]) => texts.map((text): Probe => ({ kind, text }));

const cutForNothing = (kind: string, text: string): Probe => ({ kind, text, isKnownMistake: true });

/** What must go. Numbers are examples of their issuers, or made up with right check digits. */
export const positives: readonly Probe[] = [
  ...must(
    'e-mail',
    ['write to marta.silva+x@quinta-do-vale.co.pt now', 'marta.silva+x@quinta-do-vale.co.pt'],
    ['User "ana@example.com" was not found', 'ana@example.com'],
    ['mailto:o’neil@example.org', 'neil@example.org'],
    ['unknown recipient jörg@müller.example', 'jörg@müller.example'],
    ['duplicate key (email)=(a.b_c%d@mail.example.co.uk)', 'a.b_c%d@mail.example.co.uk'],
    ['ana at example dot com wrote', 'ana at example dot com', 'known mistake'],
  ),
  ...must(
    'card',
    ['card 4111 1111 1111 1111 refused', '4111 1111 1111 1111'],
    ['card 5555-5555-5555-4444', '5555-5555-5555-4444'],
    ['pan=378282246310005;', '378282246310005'],
    ['4242424242424242 declined', '4242424242424242'],
    ['charge on 6011000990139424 failed', '6011000990139424'],
    ['Mastercard 2223003122003222', '2223003122003222'],
    ['JCB 3530111333300000.', '3530111333300000'],
  ),
  ...must(
    'IBAN',
    ['IBAN DE89 3704 0044 0532 0130 00 is wrong', 'DE89 3704 0044 0532 0130 00'],
    ['to GB82WEST12345698765432', 'GB82WEST12345698765432'],
    ['account PT50000201231234567890154 closed', 'PT50000201231234567890154'],
    ['FR14 2004 1010 0505 0001 3M02 606', 'FR14 2004 1010 0505 0001 3M02 606'],
    ['iban: NL91ABNA0417164300', 'NL91ABNA0417164300'],
  ),
  ...must(
    'JWT',
    [
      'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl',
    ],
    ['jwt malformed: "eyJ0eXAiOiJKV1QifQ.eyJhIjoxfQ.AbC-dEf_123"', 'eyJ0eXAiOiJKV1QifQ.eyJhIjoxfQ.AbC-dEf_123'],
    ['unsigned eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.', 'eyJzdWIiOiJhbmEifQ'],
    ['token:eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.MEUCIQ', 'eyJpc3MiOiJhIn0'],
  ),
  ...must(
    'key by its prefix',
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc used', 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['AWS AKIAIOSFODNN7EXAMPLE denied', 'AKIAIOSFODNN7EXAMPLE'],
    [
      'slack xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy',
      'xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy',
    ],
    ['maps AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe', 'AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe'],
    ['npm_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5', 'npm_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5'],
    ['openai sk-proj-abc123DEF456ghi789', 'sk-proj-abc123DEF456ghi789'],
    ['glpat-zY1xW2vU3tS4rQ5pO6nM', 'glpat-zY1xW2vU3tS4rQ5pO6nM'],
  ),
  ...must(
    'long random text',
    ['hash 9f86d081884c7d659a2feaa0c55ad015 differs', '9f86d081884c7d659a2feaa0c55ad015'],
    [
      'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
    ],
    ['c2VjcmV0IGtleSBmb3IgMTIzNDU2Nzg5MA==', 'c2VjcmV0IGtleSBmb3IgMTIzNDU2Nzg5MA'],
    ['secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY leaked', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['session 8kf3Jq0Zp5Xw2Lr9Tn7Vb4Yc6Md1Hs', '8kf3Jq0Zp5Xw2Lr9Tn7Vb4Yc6Md1Hs'],
    ['short code k3J9x2 given', 'k3J9x2', 'known mistake'],
  ),
  ...must(
    'phone',
    ['call +49 170 1234567 today', '+49 170 1234567'],
    ['call 0049 30 1234567', '0049 30 1234567'],
    ['call (030) 123 45 67', '(030) 123 45 67'],
    ['+351912345678 is taken', '+351912345678'],
    ['tel +1 (415) 555-2671', '+1 (415) 555-2671'],
    ['ring 415-555-2671 or (415) 555-2672', '415-555-2671'],
    ['06 12 34 56 78', '06 12 34 56 78'],
    ['020 7946 0958', '020 7946 0958'],
    ['tel:+4915112345678', '+4915112345678'],
    ['call 01701234567', '01701234567', 'known mistake'],
  ),
  ...must(
    'IP address',
    ['refused 203.0.113.42', '203.0.113.42'],
    ['from 192.168.1.23:8080', '192.168.1.23'],
    ['http://198.51.100.7/login', '198.51.100.7'],
    ['peer 2001:db8:85a3:0:0:8a2e:370:7334', '2001:db8:85a3:0:0:8a2e:370:7334'],
    ['peer 2001:db8::8a2e:370:7334 left', '2001:db8::8a2e:370:7334'],
    ['adapter 00:1a:2b:3c:4d:5e', '00:1a:2b:3c:4d:5e'],
  ),
  ...must(
    'id number',
    ['SSN 123-45-6789 exists', '123-45-6789'],
    ['ssn 123 45 6789', '123 45 6789', 'known mistake'],
    ['DNI 12345678Z duplicated', '12345678Z'],
    ['NIE X1234567L', 'X1234567L'],
    ['CPF 529.982.247-25', '529.982.247-25'],
    ['CPF: 111.444.777-35', '111.444.777-35'],
    ['NINO AB 12 34 56 C', 'AB 12 34 56 C', 'known mistake'],
  ),
  ...must(
    'credentials in an address',
    ['GET https://ana:geheim@api.example.com/x', 'ana:geheim'],
    ['postgres://app:s3cret@db:5432/app', 'app:s3cret'],
    ['https://x-token@git.example.com/a.git', 'x-token'],
    ['amqp://user:p%40ss@mq', 'user:p%40ss'],
  ),
  ...must(
    'query of an address',
    ['GET /reset?code=hunter2 failed', 'hunter2'],
    ['https://example.com/search?q=my+illness&page=2', 'my+illness'],
    ['at /cb#access_token=abc&state=1', 'abc&state'],
    ['/users?filter[name]=Ana', 'Ana'],
    ['/u?id=5', 'id=5'],
  ),
  ...must(
    'authorisation header',
    ['Authorization: Bearer abcdef123456', 'abcdef123456'],
    ['Basic YWxhZGRpbjpvcGVuc2VzYW1l', 'YWxhZGRpbjpvcGVuc2VzYW1l'],
    ['bearer mF_9.B5f-4.1JqM rejected', 'mF_9.B5f-4.1JqM'],
    ["headers: {'authorization': 'Bearer 0123-4567-89ab'}", '0123-4567-89ab'],
  ),
  ...must(
    'private key',
    ['-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----', 'MIIEvQIBADANBg'],
    ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\nabc\n-----END RSA PRIVATE KEY----- x', 'Proc-Type'],
    ['cut off: -----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXk', 'b3BlbnNzaC1rZXk'],
    ['-----BEGIN EC PRIVATE KEY-----abc-----END EC PRIVATE KEY-----', 'abc'],
  ),
  ...must(
    'named secret',
    ['login failed with password=hunter2', 'hunter2'],
    ['body {"password":"correct horse"}', 'correct'],
    ["{ api_key: 'abc-def' }", 'abc-def'],
    ['refresh_token=zzz rejected', 'zzz'],
    ['my password is hunter2', 'hunter2', 'known mistake'],
  ),
];

/** What must stay as it is. */
export const negatives: readonly Probe[] = [
  ...mustNot(
    'order number',
    'order 4111111111111112 not found',
    'order 20260302001 of ACME',
    'PO-2026-000123',
    'invoice 2041 of 12',
    'ticket #998877665',
    'order 0000123456',
  ),
  ...mustNot(
    'UUID',
    '/invoices/0190a5b2-7c11-7e3a-9a52-0d3f7c1f2a11/edit',
    'id 550e8400-e29b-41d4-a716-446655440000',
    'GET /api/0190F5C2-1111-7ABC-8DEF-0123456789AB failed with 500',
  ),
  ...mustNot(
    'record id',
    'record 507f1f77bcf86cd799439011 is locked',
    'node 1234567890123456789',
    'device 490154203237518',
    'parcel 9400111899223397910435',
  ),
  ...mustNot(
    'version',
    'version 1.24.3 of the-very-long-component-name-of-ours',
    'Chrome/120.0.6099.109',
    'left-pad@1.3.0-beta.rc',
    'react@18.2.0',
    'v2.0.0-rc.1+build.5',
    'Chrome/126.0.0.0 Safari/537.36',
    'version 4.0.2.1',
    'Version: 1.2.3.4',
  ),
  ...mustNot(
    'coordinate',
    'at 38.7223, -9.1393',
    '+38.72230000',
    '40.712776,-74.005974',
    'lat=52.520008 lng=13.404954',
    'translate(120.5, -33.25)',
  ),
  ...mustNot(
    'date and time',
    'due 2026-03-02T09:00:00.000Z',
    'at 10:42 on 24.11.2026',
    'from 01-02-2026 to 28-02-2026',
    '02/03/2026 10:15:30',
    'timestamp 1772442000000',
    '2026-03-02 09:00:00+01:00',
  ),
  ...mustNot('price', 'total 1 525,20', '€ 12.345.678,90', 'costs 1 240,00 per year', '$1,234,567.89'),
  ...mustNot('ISBN and product code', 'ISBN 978-3-16-148410-0', 'EAN 4006381333931 is out of stock', 'SKU AB-1234-XL'),
  ...mustNot('commit', 'commit 3f2a1b9', 'built from a1b2c3d4e5f6', 'at 9fceb02'),
  ...mustNot(
    'wrong check digit',
    'GB82 WEST 1234 5698 7654 33 is no account',
    'DNI 12345678A',
    'CPF 529.982.247-26',
    '4111 1111 1111 1112',
  ),
  ...mustNot('loopback', 'listening on 127.0.0.1:4400', 'bound to 0.0.0.0'),
  ...mustNot(
    'code',
    'TypeError: Cannot read properties of undefined (reading ‹value›)',
    'button.is-primary:nth-child(3) > span',
    'a::before',
    'std::vector<int>',
    'a ? b == c : d',
    'grid-template-columns: 1fr 2fr 100px',
    'getElementById is not a function',
    'useInvoiceDetailsWithPagination2 failed',
    'icon@2x.png',
    'npm_config_registry',
    '@media (min-width: 40em)',
  ),
  ...mustNot(
    'path',
    '/assets/index-B3f9xQ2a.js:1:20418',
    '/api/v2/orders/items/detail/lines/42',
    'https://example.com/docs#section-2',
    'webpack:///./src/components/InvoiceList.tsx?3f2a',
  ),
  ...mustNot(
    'words',
    'Basic authentication failed',
    'the token is invalid',
    'password must have 8 characters',
    'how-to-do-it-in-10-steps-or-so',
    'Bearer authentication required',
    'page 3 of 12',
    '3 × 4 = 12',
    'gained +10000000 points',
    '555-1234 is a room',
  ),
  cutForNothing('commit', 'commit da39a3ee5e6b4b0d3255bfef95601890afd80709'),
  cutForNothing('code', 'git@example.com:team/repository.git'),
  cutForNothing('version', 'built with 1.2.3.4'),
];
