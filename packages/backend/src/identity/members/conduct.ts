/**
 * Version of the code of conduct that members agree to as they join: of the words in `docs/code-of-conduct.md`, which the
 * console shows as well. It changes when their meaning does, and is kept with each agreement.
 */
export const conductVersion = '1';
