/** A row with the line that it begins on, from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** RFC 4180: quoted fields may hold commas, quotes and lines. Empty lines are left out. */
export const readCsv = (text: string): string[][] => readCsvRows(text).map(({ cells }) => cells);

/** The same, for whoever tells of a row that is wrong. */
export const readCsvRows = (text: string): CsvRow[] => {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let [line, begun] = [1, 1];
  for (const [whole, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    if (end === ',') continue;
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: begun, cells });
    cells = [];
    begun = line;
  }
  return rows;
};
