import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { escapePointer } from './text.ts';

/** Which part is wrong: `field` is a JSON pointer such as `/fields/topic`, `reason` a phrase such as `must be a uuid`. */
export interface Fault {
  field: string;
  reason: string;
}

/** What TypeBox says about one failed check. */
interface Finding {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: Record<string, unknown>;
  message: string;
}

/** Compiles a schema once. The check returns what is wrong first, or null. */
export const compile = <S extends TSchema>(schema: S) => {
  const validator = Compile(schema);
  return {
    check: (value: unknown): Fault | null => (validator.Check(value) ? null : explain(validator.Errors(value), value)),
    is: (value: unknown): value is Static<S> => validator.Check(value),
  };
};

/** Carries a fault through Fastify to the error handler. */
export class FaultError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.field} ${fault.reason}`);
    this.name = 'FaultError';
    this.fault = fault;
  }
}

/**
 * Validation for Fastify, the same as for frames. Bodies are taken as they are: nothing is coerced, removed or filled in.
 * Paths and queries are texts by nature, so there `?limit=20` becomes a number and defaults apply.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = compile(schema);
  return (value: unknown) => {
    const converted = httpPart === 'body' ? value : readTexts(schema, value);
    const fault = compiled.check(converted);
    return fault === null ? { value: converted } : { error: new FaultError(fault) };
  };
};

/**
 * Texts as the values that their schema asks for: `'20'` as 20 where a number is due. What does not read as one stays a
 * text, for the check to refuse: `'5.5'` is no integer, `'yes'` no boolean. Missing values get their default.
 */
export const readTexts = (schema: TSchema, texts: unknown): unknown => {
  if (typeof texts !== 'object' || texts === null) return texts;
  const { properties = {} } = schema as { properties?: Record<string, { type?: string; default?: unknown }> };
  const values: Record<string, unknown> = { ...texts };
  for (const [name, { type, default: fallback }] of Object.entries(properties)) {
    const text = values[name];
    if (text === undefined && fallback !== undefined) values[name] = fallback;
    if (typeof text !== 'string') continue;
    if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) values[name] = Number(text);
    if (type === 'boolean' && (text === 'true' || text === 'false')) values[name] = text === 'true';
  }
  return values;
};

/**
 * One fault out of many findings, the one that helps most: the first that is not merely one branch of a union, with the
 * missing or unknown property named in the pointer.
 */
export const explain = (findings: readonly Finding[], value: unknown): Fault => {
  const unknown = findings.find(({ keyword }) => keyword === 'additionalProperties');
  // A finding of `false` is the other half of `additionalProperties`; a branch of a union tells nothing by itself.
  const own = findings.find(
    ({ keyword, schemaPath }) =>
      keyword !== 'boolean' && keyword !== 'additionalProperties' && !/\/(anyOf|oneOf)\/\d+/.test(schemaPath),
  );
  const missing = findings.find(({ keyword }) => keyword === 'required');
  const finding = missing ?? unknown ?? own ?? findings[0];
  if (finding === undefined) return { field: '', reason: 'is not valid' };
  if (finding.keyword === 'required') return named(finding, 'requiredProperties', 'is missing');
  if (finding.keyword === 'additionalProperties') return named(finding, 'additionalProperties', 'is not known here');
  if (/\/(anyOf|oneOf)\/\d+/.test(finding.schemaPath) || finding.keyword === 'anyOf') return ofUnion(finding, findings);
  return { field: finding.instancePath, reason: reasonOf(finding, valueAt(value, finding.instancePath)) };
};

const named = ({ instancePath, params }: Finding, list: string, reason: string): Fault => {
  const names = params[list];
  const name = Array.isArray(names) ? String(names[0]) : '';
  return { field: `${instancePath}/${escapePointer(name)}`, reason };
};

/** Of a union of constants all are listed; of other unions the last finding within it speaks. */
const ofUnion = ({ instancePath }: Finding, findings: readonly Finding[]): Fault => {
  const branches = findings.filter((finding) => finding.instancePath === instancePath && finding.keyword !== 'anyOf');
  const allowed = branches.flatMap(({ keyword, params }) =>
    keyword === 'const' ? [JSON.stringify(params.allowedValue)] : [],
  );
  if (allowed.length > 0) return { field: instancePath, reason: `must be ${oneOf(allowed)}` };
  const types = branches.flatMap(({ keyword, params }) => (keyword === 'type' ? [String(params.type)] : []));
  return { field: instancePath, reason: types.length > 0 ? `must be ${oneOf(types)}` : 'is not valid' };
};

const oneOf = (names: readonly string[]): string => {
  const distinct = [...new Set(names)];
  return distinct.length === 1 ? distinct[0]! : `${distinct.slice(0, -1).join(', ')} or ${distinct.at(-1)}`;
};

const reasonOf = ({ keyword, params, message }: Finding, value: unknown): string => {
  switch (keyword) {
    case 'type':
      return `must be ${params.type === 'object' || params.type === 'array' || params.type === 'integer' ? 'an' : 'a'} ${String(params.type)}`;
    case 'format':
      return `must be a valid ${String(params.format)}`;
    case 'minLength':
      return value === '' ? 'must not be empty' : `must have at least ${String(params.limit)} characters`;
    case 'maxLength':
      return `must have at most ${String(params.limit)} characters`;
    case 'minItems':
      return `must have at least ${String(params.limit)} items`;
    case 'maxItems':
      return `must have at most ${String(params.limit)} items`;
    case 'pattern':
      return params.pattern === '\\S' ? 'must not be blank' : `must match ${String(params.pattern)}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    default:
      return message;
  }
};

const valueAt = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      value,
    );
