/** One line of what the app said about itself: where it stands in it, and what it is. */
export interface AppRow {
  name: string;
  value: string;
}

/** So many lines are read at a glance; all of it is in the copy. */
export const mostRows = 40;

/**
 * What an app gave `Harmony.context`, one value a line: nested names are joined (`invoice.lines.0.tax`), lists of plain values
 * stand on one line. Nothing is left out but what is beyond `mostRows`.
 */
export const appRows = (app: Readonly<Record<string, unknown>>): AppRow[] => {
  const rows: AppRow[] = [];
  const walk = (value: unknown, name: string): void => {
    if (rows.length >= mostRows) return;
    if (typeof value !== 'object' || value === null) return void rows.push({ name, value: plain(value) });
    const entries = Object.entries(value);
    const isPlainList = Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
    if (entries.length === 0 || isPlainList) {
      rows.push({ name, value: entries.length === 0 ? '–' : entries.map(([, one]) => plain(one)).join(', ') });
    } else for (const [key, inner] of entries) walk(inner, name === '' ? key : `${name}.${key}`);
  };
  for (const [key, value] of Object.entries(app)) walk(value, key);
  return rows;
};

const plain = (value: unknown): string =>
  value === null || value === '' ? '–' : String(value as string | number | boolean);
