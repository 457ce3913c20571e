/** What `ChangeSite` of the protocol takes: scheme, host (a first `*.` stands for any subdomain), a port that may be `*`. */
const pattern = /^https?:\/\/(\*\.)?[A-Za-z0-9.-]+(:(\d{1,5}|\*))?$/;

/**
 * An origin out of what was typed or pasted: `app.example.com` gains `https://`, an address loses what follows the host.
 *
 * @returns null when there is no origin in it
 */
export function originOf(text: string): string | null {
  const typed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const origin = /^[^/]*\/\/[^/?#]*/.exec(withScheme)?.[0].toLowerCase() ?? '';
  return pattern.test(origin) ? origin : null;
}
