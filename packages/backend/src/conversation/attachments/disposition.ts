import type { FileType } from '@harmony-live/protocol';

/** What a browser may show in a page: pictures, whose bytes were looked through. All else is only handed to the person. */
export const isShown = (type: FileType): boolean => type.startsWith('image/');

/** `Content-Disposition` (RFC 6266): the name in ASCII for old readers, and as it is (RFC 8187). @param name cleaned */
export const dispositionOf = (name: string, type: FileType): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isShown(type) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${whole}`;
};
