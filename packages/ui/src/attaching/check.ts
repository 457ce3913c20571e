import { msg, str } from '@lit/localize';
import { fileSize } from '../file-size.ts';

/** The most that one file may have, in bytes (`maxFileBytes` of the protocol). */
export const maxFileBytes = 20 * 1024 * 1024;
/** The most files that wait to be sent together. */
export const maxFilesAtOnce = 10;

const endings = 'png,apng,jpg,jpeg,jpe,jfif,gif,webp,pdf,txt,log,md,csv,json,har'.split(',');

/** For the browser's own dialog: what it offers first. */
export const accepted = endings.map((ending) => `.${ending}`).join(',');

/** Why a file would be refused, in words, before a byte of it is sent; null where it may go. The server looks at its bytes. */
export function refusalOf({ name, size }: Pick<File, 'name' | 'size'>): string | null {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined && !endings.includes(ending)) return typeWords();
  if (size === 0) return msg('It is empty');
  if (size <= maxFileBytes) return null;
  return tooLargeWords(size);
}

/** "Too large: 31 MB of 20 MB allowed". @param size in bytes */
export function tooLargeWords(size: number): string {
  return msg(str`Too large: ${fileSize(size)} of ${fileSize(maxFileBytes)} allowed`);
}

/** What can be sent instead. */
export function typeWords(): string {
  return msg('This type cannot be sent. Pictures (PNG, JPEG, GIF, WebP), PDF and text files can');
}
