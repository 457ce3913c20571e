import { accepted } from './check.ts';

/** The browser's dialog for files. Resolves to none where the person thinks better of it; call it from a press. */
export function chooseFiles(): Promise<readonly File[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept: accepted });
  return new Promise((resolve) => {
    input.onchange = () => resolve([...(input.files ?? [])]);
    // Browsers before 2023 do not say so: then the promise is forgotten with its input.
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
