import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { parseAst } from 'rollup/parseAst';
import { root } from './root.ts';

/** Words in the code that people see, as a translator reads them. */
export interface Message {
  /** The English words, with `{0}` where the first value goes. Of a plural, the form `other`. */
  source: string;
  /** As `@lit/localize` makes it from the words. */
  id: string;
  /** The English form `one` of a plural; undefined for what has no forms. */
  one?: string;
  /** Stands on the page before the catalogue comes. */
  isEarly?: true;
  /** Files, from the root, in which it stands. */
  places: string[];
}

/** A `msg` that cannot be translated, and why. */
export interface Fault {
  path: string;
  what: string;
}

interface Node {
  type: string;
  [key: string]: unknown;
}

const packages = ['ui', 'widget', 'console'] as const;

/** A package whose words people see. */
export type WordedPackage = (typeof packages)[number];

/** `@lit/localize` keeps this apart from its main entry, which belongs to browsers; the build has no such dependency itself. */
const { generateMsgId } = (await import(
  pathToFileURL(
    createRequire(join(root, 'packages/ui/src/index.ts')).resolve('@lit/localize/internal/id-generation.js'),
  ).href
)) as { generateMsgId: (strings: string | string[], isHtml: boolean) => string };

/**
 * All messages in the sources of some packages, by their English words.
 *
 * Ours rather than `@lit/localize-tools`: that needs a second, older TypeScript beside ours for its compiler API, and knows
 * no forms of a number.
 */
export async function messagesOf(
  of: readonly WordedPackage[] = packages,
): Promise<{ messages: Map<string, Message>; faults: Fault[] }> {
  const messages = new Map<string, Message>();
  const faults: Fault[] = [];
  for (const name of of) {
    const folder = join(root, 'packages', name, 'src');
    const files = (await readdir(folder, { recursive: true })).filter(
      (file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file),
    );
    const founds = files.sort().map(async (file) => {
      const path = join(folder, file);
      const text = await readFile(path, 'utf8');
      const isWorded = /\b(msg|plural)\(/.test(text);
      return isWorded ? messagesIn(relative(root, path).replaceAll('\\', '/'), text) : { messages: [], faults: [] };
    });
    for (const found of await Promise.all(founds)) {
      faults.push(...found.faults);
      for (const message of found.messages) add(messages, faults, message);
    }
  }
  return { messages, faults };
}

/** The messages of one file. */
export async function messagesIn(path: string, text: string): Promise<{ messages: Message[]; faults: Fault[] }> {
  const { code } = await transform(text, { loader: 'ts', target: 'es2022', sourcefile: path });
  const messages: Message[] = [];
  const faults: Fault[] = [];
  const fault = (what: string): void => void faults.push({ path, what });

  const read = (node: Node, isEarly: boolean, isInFunction: boolean): void => {
    const [first, second] = node.arguments as (Node | undefined)[];
    const name = (node.callee as Node).name as string;
    const short = code
      .slice(node.start as number, node.end as number)
      .replaceAll(/\s+/g, ' ')
      .slice(0, 80);
    if (!isInFunction) return fault(`${short}: outside every function it is read once, in English`);
    if (name === 'msg') {
      const words = literal(first);
      if (words === null) return fault(`${short}: msg() takes a literal text or str\`…\``);
      messages.push({ ...message(words), places: [path], ...(isEarly ? { isEarly } : {}) });
      return;
    }
    const [one, other] = ['one', 'other'].map((form) => literal(property(second, form)));
    if (!one || !other) return fault(`${short}: plural() takes { one, other }, each a literal text or str\`…\``);
    messages.push({ ...message(other), one: sourceOf(one), places: [path] });
  };

  const visit = (node: Node, isInFunction: boolean, isEarly: boolean): void => {
    const isCall = node.type === 'CallExpression' && (node.callee as Node).type === 'Identifier';
    const name = isCall ? ((node.callee as Node).name as string) : '';
    if (name === 'msg' || name === 'plural') read(node, isEarly, isInFunction);
    const below = isInFunction || /Function|PropertyDefinition|AccessorProperty/.test(node.type);
    for (const value of Object.values(node)) {
      for (const item of Array.isArray(value) ? value : [value]) {
        if (isNode(item)) visit(item, below, name === 'early');
      }
    }
  };
  visit(parseAst(code) as unknown as Node, false, false);
  return { messages, faults };
}

function add(messages: Map<string, Message>, faults: Fault[], message: Message): void {
  const known = messages.get(message.source);
  if (!known) return void messages.set(message.source, message);
  if ((known.one === undefined) !== (message.one === undefined)) {
    faults.push({ path: message.places[0]!, what: `"${message.source}" is a plural in one place and not in another` });
  }
  if (message.isEarly) known.isEarly = true;
  known.places = [...new Set([...known.places, ...message.places])];
}

function message(strings: string[]): Pick<Message, 'source' | 'id'> {
  return { source: sourceOf(strings), id: generateMsgId(strings.length === 1 ? strings[0]! : strings, false) };
}

function sourceOf(strings: string[]): string {
  return strings.map((text, index) => (index === 0 ? text : `{${index - 1}}${text}`)).join('');
}

/** The stretches of a literal text between its values; null for what is no literal. */
function literal(node: Node | undefined): string[] | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node?.type === 'TemplateLiteral' && (node.expressions as Node[]).length === 0) return cooked(node);
  const tag = node?.type === 'TaggedTemplateExpression' ? (node.tag as Node) : undefined;
  return tag?.name === 'str' ? cooked(node!.quasi as Node) : null;
}

function cooked(template: Node): string[] {
  return (template.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
}

function property(node: Node | undefined, name: string): Node | undefined {
  const properties = node?.type === 'ObjectExpression' ? (node.properties as Node[]) : [];
  return properties.find((one) => (one.key as Node | undefined)?.name === name)?.value as Node | undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
