/** Limits of `ExpertProfile` in the protocol. */
export const mostStatements = 20;
const mostLetters = 300;
const fewestLetters = 2;

/** What somebody typed, one thing a line, as statements: bullets and blank lines are left out, each thing once. */
export function statementsOf(typed: string): string[] {
  const lines = typed.split('\n').map((line) => line.replace(/^\s*[-*•·–]\s+/, '').trim());
  return [...new Set(lines.filter(Boolean))];
}

/** Why the statements cannot be kept, if they cannot: which of them, counted from 1, and how; null when all is well. */
export function faultOf(statements: readonly string[]): { line: number; fault: 'short' | 'long' | 'many' } | null {
  if (statements.length > mostStatements) return { line: mostStatements + 1, fault: 'many' };
  for (const [index, statement] of statements.entries()) {
    if (statement.length < fewestLetters) return { line: index + 1, fault: 'short' };
    if (statement.length > mostLetters) return { line: index + 1, fault: 'long' };
  }
  return null;
}

/** The languages somebody can help in, as their browser tells: the first few, each once, without its region. */
export function languagesOf(tags: readonly string[]): string[] {
  const primary = tags.map((tag) => tag.split('-', 1)[0]!.toLowerCase()).filter((tag) => /^[a-z]{2,8}$/.test(tag));
  return [...new Set(primary)].slice(0, 3);
}
