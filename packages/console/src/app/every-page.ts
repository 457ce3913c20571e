import type { Http } from '@harmony-live/client';

/** Reads a list to its end, page by page. @param path of the list, without a query @throws ClientProblem */
export async function everyPage<T>(http: Http, path: string): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null = ''; after !== null;) {
    const query: string = after === '' ? '' : `?after=${encodeURIComponent(after)}`;
    const page: { items: T[]; next: string | null } = await http.get(path + query);
    all.push(...page.items);
    after = page.next;
  }
  return all;
}
