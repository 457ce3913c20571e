import type { AuditEvent } from '@harmony-live/protocol';

/** The trail as a table for spreadsheets (RFC 4180), one line for each thing that changed. */
export const auditCsv = (events: readonly AuditEvent[]): string =>
  [
    ['at', 'kind', 'by', 'about', 'field', 'from', 'to'],
    ...events.flatMap(({ at, kind, by, about, changes }) => {
      const act = [at, kind, by.name ?? by.kind, about ?? ''];
      return changes.length === 0
        ? [[...act, '', '', '']]
        : changes.map(({ field, from, to }) => [...act, field, from ?? '', to ?? '']);
    }),
  ]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');

/** Quoted; what a spreadsheet would take for a formula is made a text. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
