import { dotted, parse, visit } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule } from '../tree.ts';

/** Where the real clock and real chance come in: one file per package, and the backend's platform. */
const doors = [/^packages\/backend\/src\/platform\//, /^packages\/(client|sdk)\/src\/(boot\/)?environment\.ts$/];
const ruled = /^packages\/(backend|client|protocol|sdk)\/src\//;
const calls = /(^|\.)(Date\.now|Math\.random|randomUUID|randomBytes)$/;

/** Rules are told what time it is. */
export const chance: Rule = {
  name: 'Time, chance and identifiers are arguments: no Date.now, Math.random, randomUUID, new Date() outside platform/',
  why: 'a rule that looks at the clock or rolls dice cannot be tested at midnight, replayed from its log, or explained to the person it decided about.',
  mend: 'take `now`, `random`, `newId` as arguments; the edge (routes, jobs) gets them from `platform.clock`, browser code from its environment.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (!ruled.test(path) || !path.endsWith('.ts') || isTest(path) || doors.some((door) => door.test(path)))
        return [];
      const found: { path: string; line: number; what: string }[] = [];
      visit(parse(text), (node) => {
        const name = node.type === 'CallExpression' ? dotted(node.callee as SyntaxNode) : '';
        if (calls.test(name)) found.push({ path, line: lineOf(text, node.start), what: `${name}()` });
        const isNewDate = node.type === 'NewExpression' && dotted(node.callee as SyntaxNode) === 'Date';
        if (isNewDate && (node.arguments as unknown[]).length === 0) {
          found.push({ path, line: lineOf(text, node.start), what: 'new Date()' });
        }
      });
      return found;
    });
  },

  broken: {
    tree: {
      'packages/backend/src/queue/wait.ts':
        "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();\nexport const at = [Date.now(), new Date(), new Date(0)];\nexport const dice = () => Math.random(); // Date.now()\n",
      'packages/backend/src/platform/clock.ts': 'export const now = () => Date.now();\n',
    },
    at: [
      'packages/backend/src/queue/wait.ts:2',
      'packages/backend/src/queue/wait.ts:3',
      'packages/backend/src/queue/wait.ts:3',
      'packages/backend/src/queue/wait.ts:4',
    ],
  },
};
