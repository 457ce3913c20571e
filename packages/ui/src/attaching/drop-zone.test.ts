import { expect, test } from 'vitest';
import { DropZone } from './drop-zone.ts';

const log = new File(['words'], 'server.log');

/** An event as a browser gives it to a listener of an element. */
const arrive = (zone: DropZone, type: string, types: string[], files: File[] = [log]) => {
  const marks = new Set<string>();
  const data = { types, files, dropEffect: 'none' };
  let isTaken = false;
  zone.handleEvent({
    type,
    currentTarget: {
      setAttribute: (name: string) => marks.add(name),
      removeAttribute: (name: string) => marks.delete(name),
      contains: () => false,
    },
    dataTransfer: data,
    clipboardData: data,
    preventDefault: () => (isTaken = true),
    stopPropagation: () => {},
  } as unknown as Event);
  return { isTaken, marks: [...marks], dropEffect: data.dropEffect };
};

test('files that are dragged over it are shown where they land, and taken when dropped or pasted', () => {
  const taken: File[] = [];
  const zone = new DropZone(
    (files) => taken.push(...files),
    () => true,
  );

  expect(arrive(zone, 'dragover', ['Files'])).toEqual({ isTaken: true, marks: ['data-dropping'], dropEffect: 'copy' });
  expect(arrive(zone, 'drop', ['Files']).isTaken).toBe(true);
  // A copied file has its name beside it, a picture of a page its markup.
  expect(arrive(zone, 'paste', ['text/plain', 'Files']).isTaken).toBe(true);
  expect(arrive(zone, 'paste', ['text/html', 'Files']).isTaken).toBe(true);
  expect(taken).toHaveLength(3);
});

test('text stays text, also where its picture comes along, and a closed conversation takes nothing', () => {
  const taken: File[] = [];
  const open = new DropZone(
    (files) => taken.push(...files),
    () => true,
  );
  const closed = new DropZone(
    (files) => taken.push(...files),
    () => false,
  );

  expect(arrive(open, 'drop', ['text/plain'], []).isTaken).toBe(false);
  expect(arrive(open, 'paste', ['text/plain', 'text/html', 'Files']).isTaken).toBe(false);
  expect(arrive(closed, 'drop', ['Files']).isTaken).toBe(false);
  expect(taken).toEqual([]);
});
