/** A failure that a person can mend: what happened, and what to do about it. Shown without a stack. */
export class Remedy extends Error {
  /**
   * @param {string} message what is missing or wrong
   * @param {string} remedy what to do, one or several lines
   */
  constructor(message, remedy) {
    super(message);
    this.name = 'Remedy';
    this.remedy = remedy;
  }
}

/**
 * What npm and pnpm print when they fail, and what helps. The first that matches wins; order is from the specific to
 * the general.
 *
 * @type {{ when: RegExp, because: string, remedy: string }[]}
 */
const known = [
  {
    when: /ENOSPC|no space left on device|os error 28/i,
    because: 'the disk is full',
    remedy:
      'Free about 600 MB here and in the npm cache (`npm cache clean --force` helps), then run the command again.',
  },
  {
    when: /EINTEGRITY|ERR_PNPM_TARBALL_INTEGRITY|integrity (check|checksum) failed/i,
    because: 'a downloaded package is not the one that the lock file names',
    remedy:
      'A proxy or mirror may alter downloads. Run `npm cache verify`, or use another registry (`npm config set registry …`).',
  },
  {
    when: /\b(E401|E403|ERR_PNPM_FETCH_40[13])\b|(401 Unauthorized|403 Forbidden)/i,
    because: 'the package registry refused access',
    remedy: 'Check `npm config get registry` and its credentials in ~/.npmrc. The public registry needs none.',
  },
  {
    when: /\b(E404|ETARGET|ERR_PNPM_FETCH_404|ERR_PNPM_NO_MATCHING_VERSION)\b|404 Not Found/i,
    because: 'the registry does not have a package that is needed',
    remedy: 'Check `npm config get registry`: a mirror may be behind. The public one is https://registry.npmjs.org/.',
  },
  {
    when: /SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)|CERT_|certificate|invalid peer/i,
    because: "the registry's certificate is not trusted here",
    remedy: 'Behind a company proxy, point NODE_EXTRA_CA_CERTS (and `cafile` in ~/.npmrc) at its certificate.',
  },
  {
    when: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|ERR_PNPM_META_FETCH_FAIL|network|error sending request|dns error|fetch failed|timed? ?out/i,
    because: 'the package registry cannot be reached',
    remedy:
      'The first start needs a network (about 120 MB); later ones do not. Check `npm ping`, and the settings `proxy` and `https-proxy` if there is a proxy.',
  },
  {
    when: /EACCES|EPERM|EROFS|permission denied|read-only file system/i,
    because: 'a file cannot be written',
    remedy:
      'The folder must belong to you: `ls -l` shows its owner. After a run with sudo, `sudo chown -R "$USER" .` mends it.',
  },
  {
    when: /ERR_PNPM_OUTDATED_LOCKFILE|not up to date with/i,
    because: 'pnpm-lock.yaml does not fit the package.json files',
    remedy: 'After a change of dependencies, run `npm run pnpm -- install` and commit the lock file.',
  },
];

/** Names the likely cause of a failed installation from what it printed. */
export function explain(/** @type {string} */ what, /** @type {string} */ output) {
  const tail = output.trim().split('\n').slice(-12).join('\n');
  const cause = known.find(({ when }) => when.test(output));
  return cause
    ? new Remedy(`${what} failed: ${cause.because}.`, `${cause.remedy}\n\nIt said:\n${tail}`)
    : new Remedy(`${what} failed.`, `It said:\n${tail}`);
}
