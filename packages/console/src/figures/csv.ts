/** A cell of a table: text, a number as machines write it, or nothing known. */
export type Cell = string | number | null;

/** Opens as text in every spreadsheet, also where a page's path begins like a formula (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r]/;

/** A table as RFC 4180 has it, the names of the columns first. */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a table to the person as a file, with the mark by which spreadsheets know UTF-8. */
export function downloadCsv(fileName: string, csv: string): void {
  const address = URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has the file by then; an address that is freed at once is not followed everywhere.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
