import { kept, type TimeOptions } from './formats.ts';
import { screenLocale } from './locale.ts';

/** A file's size as people read it: "512 byte", "48 kB", "3.4 MB", "31 MB". Bytes, rounded up: it never says too little. */
export function fileSize(bytes: number, { locale = screenLocale() }: TimeOptions = {}): string {
  const [unit, size] =
    bytes < 1024
      ? (['byte', 1] as const)
      : bytes < 1024 ** 2
        ? (['kilobyte', 1024] as const)
        : (['megabyte', 1024 ** 2] as const);
  const amount = bytes / size;
  const rounded = unit === 'megabyte' && amount < 10 ? Math.ceil(amount * 10) / 10 : Math.ceil(amount);
  const format = kept(
    ['size', locale, unit],
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  );
  return format.format(rounded);
}
