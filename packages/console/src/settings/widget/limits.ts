/** The most questions before a request; `limits.test.ts` compares it with the wire's. */
export const mostFields = 5;
