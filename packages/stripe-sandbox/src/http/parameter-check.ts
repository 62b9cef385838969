import { invalidRequest, missing, type ApiError } from './api-error.ts';
import type { FormHash } from './form.ts';
import type { Shape } from './parameter-shape.ts';
import { PARAMETER_TABLE } from './parameter-table.gen.ts';
import { mustBeOneOf, unknownParameter } from './schema.ts';

interface Known {
  method: string;
  pattern: RegExp;
  shape: number;
}

/** Numbers that Stripe takes with a fraction; all others are integers. */
const FRACTIONAL = /percent|rate|latitude|longitude|decimal/;

const KNOWN: Known[] = Object.entries(PARAMETER_TABLE.routes)
  .map(([name, shape]) => {
    const [method = '', path = ''] = name.split(' ');
    return { method, path, pattern: new RegExp(`^${path.replaceAll(':id', '[\\w.@-]+')}$`), shape };
  })
  // `/tax/associations/find` before `/tax/associations/:id`.
  .toSorted((one, other) => one.path.split(':').length - other.path.split(':').length);

/**
 * Refuses, at any depth, what the pinned SDK does not declare for this call: unknown and missing parameters, wrong types,
 * values outside a closed list. Form values are text; JSON bodies (`isJson`) carry their types. Calls that the table does
 * not have pass.
 */
export function checkParameters(method: string, path: string, raw: FormHash, isJson: boolean): void {
  const known = KNOWN.find((entry) => entry.method === method && entry.pattern.test(path));
  if (!known) return;
  const { payment_method_types: types, ...rest } = raw;
  if (types !== undefined && isIntent(method, path)) throw unknownParameter('payment_method_types');
  const checked = types === undefined ? rest : raw;
  const problem = new Check(isJson, path.startsWith('/v2/')).problem(checked, known.shape, '');
  if (problem) throw problem;
}

const isIntent = (method: string, path: string): boolean =>
  method === 'POST' && /^\/v1\/(payment|setup)_intents(\/[\w-]+(\/confirm)?)?$/.test(path);

class Check {
  readonly #isJson: boolean;
  readonly #isV2: boolean;

  constructor(isJson: boolean, isV2: boolean) {
    this.#isJson = isJson;
    this.#isV2 = isV2;
  }

  problem(value: unknown, shape: Shape, name: string): ApiError | undefined {
    if (typeof shape === 'number') return this.problem(value, PARAMETER_TABLE.shapes[shape] ?? 'x', name);
    if (typeof shape === 'string') return shape === 'x' ? undefined : this.#scalar(value, shape, name);
    if ('z' in shape) return value === '' || value === null ? undefined : this.problem(value, shape.z, name);
    if ('e' in shape)
      return shape.e.some((entry) => entry === value || (!this.#isJson && String(entry) === value))
        ? undefined
        : (this.#empty(value, name) ?? mustBeOneOf(name, shape.e.map(String)));
    if ('u' in shape) return this.#any(value, shape.u, name);
    if ('a' in shape) {
      if (!Array.isArray(value)) return this.#empty(value, name) ?? wrong('Invalid array', name);
      return first(value, (item, index) => this.problem(item, shape.a, `${name}[${index}]`));
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.#empty(value, name) ?? wrong('Invalid object', name);
    const hash = value as Record<string, unknown>;
    if ('m' in shape)
      return first(Object.entries(hash), ([key, item]) => this.problem(item, shape.m, `${name}[${key}]`));
    return this.#object(hash, shape.o, name);
  }

  #object(hash: Record<string, unknown>, fields: Record<string, Shape>, name: string): ApiError | undefined {
    const full = (key: string): string => (name === '' ? key : `${name}[${key}]`);
    const unknown = Object.keys(hash).find((key) => !Object.hasOwn(fields, key) && !Object.hasOwn(fields, `${key}!`));
    if (unknown !== undefined) return this.#isV2 ? unknownField(full(unknown)) : unknownParameter(full(unknown));
    const absent = Object.keys(fields).find((key) => key.endsWith('!') && isAbsent(hash[key.slice(0, -1)]));
    if (absent !== undefined) {
      const key = full(absent.slice(0, -1));
      return hash[absent.slice(0, -1)] === '' ? emptyValue(key) : this.#isV2 ? missingField(key) : missing(key);
    }
    return first(Object.entries(hash), ([key, item]) =>
      item === undefined ? undefined : this.problem(item, fields[key] ?? fields[`${key}!`] ?? 'x', full(key)),
    );
  }

  /** Where several shapes are allowed, the complaint is that of the shape that fits the kind of value best. */
  #any(value: unknown, shapes: Shape[], name: string): ApiError | undefined {
    const problems = shapes.map((shape) => this.problem(value, shape, name));
    if (problems.includes(undefined)) return undefined;
    const kind = kindOf(value);
    const fitting = shapes.findIndex((shape) => kindOfShape(shape) === kind);
    return problems[Math.max(fitting, 0)];
  }

  #scalar(value: unknown, shape: 's' | 'n' | 'b', name: string): ApiError | undefined {
    if (shape === 's') {
      if (typeof value === 'string') return value.length > 5000 ? wrong('Invalid string: too long', name) : undefined;
      return wrong(`Invalid string: ${JSON.stringify(value)}`, name);
    }
    if (value === '') return emptyValue(name);
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    if (shape === 'b')
      return (this.#isJson ? typeof value === 'boolean' : value === 'true' || value === 'false')
        ? undefined
        : wrong(`Invalid boolean: ${shown}`, name);
    const isTyped = this.#isJson ? typeof value === 'number' : typeof value === 'string';
    if (FRACTIONAL.test(name))
      return isTyped && Number.isFinite(Number(value)) ? undefined : wrong(`Invalid decimal: ${shown}`, name);
    return isTyped && /^-?\d{1,15}$/.test(shown)
      ? undefined
      : wrong(`Invalid integer: ${shown}`, name, 'parameter_invalid_integer');
  }

  #empty(value: unknown, name: string): ApiError | undefined {
    return value === '' ? emptyValue(name) : undefined;
  }
}

function wrong(message: string, param: string, code?: string): ApiError {
  return invalidRequest(message, { ...(code ? { code } : {}), param });
}

function emptyValue(param: string): ApiError {
  return wrong(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    param,
    'parameter_invalid_empty',
  );
}

function unknownField(param: string): ApiError {
  return wrong(`Unknown field: ${param}`, param, 'unknown_field');
}

function missingField(param: string): ApiError {
  return wrong(`Missing required field: ${param}`, param, 'missing_field');
}

const isAbsent = (value: unknown): boolean => value === undefined || value === '';

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'object' : 'scalar';
}

function kindOfShape(shape: Shape): string {
  if (typeof shape === 'number') return kindOfShape(PARAMETER_TABLE.shapes[shape] ?? 'x');
  if (typeof shape === 'string' || 'e' in shape) return 'scalar';
  if ('z' in shape) return kindOfShape(shape.z);
  if ('a' in shape) return 'list';
  return 'u' in shape ? 'several' : 'object';
}

function first<T>(items: T[], problem: (item: T, index: number) => ApiError | undefined): ApiError | undefined {
  for (const [index, item] of items.entries()) {
    const found = problem(item, index);
    if (found) return found;
  }
  return undefined;
}
