/** The part of JSON Schema (2020-12) that the SDK's types need; the derived document uses nothing else. */
export type JsonSchema =
  | boolean
  | { $ref: string }
  | { const: unknown }
  | { enum: unknown[] }
  | { anyOf: JsonSchema[] }
  | { type: 'array'; items: JsonSchema }
  | ObjectSchema
  | { type: 'string' | 'number' | 'boolean' | 'null' };

interface ObjectSchema {
  type: 'object';
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties: JsonSchema;
}

/** From so many alternatives on they are sorted by type first. */
const MANY = 16;

export interface SchemaDocument {
  $defs: Record<string, JsonSchema>;
}

/** Checks values against the definitions of one document and says in words what is wrong, and where. */
export class SchemaChecker {
  readonly #defs: Record<string, JsonSchema>;
  readonly #byType = new WeakMap<JsonSchema[], Map<unknown, JsonSchema[]>>();
  readonly #constantsOf = new WeakMap<ObjectSchema, [name: string, constant: unknown][]>();

  constructor({ $defs }: SchemaDocument) {
    this.#defs = $defs;
  }

  /** What is wrong with a value that should be of the named definition; empty when nothing is. */
  problems(value: unknown, name: string): string[] {
    return this.#check(value, { $ref: `#/$defs/${name}` }, name);
  }

  #resolve(schema: JsonSchema): JsonSchema {
    let at = schema;
    while (typeof at === 'object' && '$ref' in at) {
      const name = at.$ref.slice('#/$defs/'.length);
      const found: JsonSchema | undefined = this.#defs[name];
      if (found === undefined) throw new Error(`The schema has no definition ${name}.`);
      at = found;
    }
    return at;
  }

  #check(value: unknown, reference: JsonSchema, at: string): string[] {
    const schema = this.#resolve(reference);
    if (typeof schema === 'boolean') return schema ? [] : [`${at} is not Stripe's`];
    if ('const' in schema) return value === schema.const ? [] : [`${at} is ${show(value)}, not ${show(schema.const)}`];
    if ('enum' in schema) return schema.enum.includes(value) ? [] : [`${at} is ${show(value)}, not of its list`];
    if ('anyOf' in schema) return this.#any(value, schema.anyOf, at);
    if (!('type' in schema)) return [];
    if (typeOf(value) !== schema.type) return [`${at} is ${show(value)}, not of type ${schema.type}`];
    if (schema.type === 'array')
      return (value as unknown[]).flatMap((item, index) => this.#check(item, schema.items, `${at}[${index}]`));
    if (schema.type !== 'object') return [];
    const record = value as Record<string, unknown>;
    const { properties = {}, required = [], additionalProperties } = schema;
    const missing = required.filter((name) => record[name] === undefined).map((name) => `${at}.${name} is missing`);
    const inside = Object.entries(record).flatMap(([name, item]) =>
      this.#check(
        item,
        Object.hasOwn(properties, name) ? (properties[name] ?? false) : additionalProperties,
        `${at}.${name}`,
      ),
    );
    return [...missing, ...inside];
  }

  /** The alternative that the value's constant members choose says what is wrong with it. */
  #any(value: unknown, alternatives: JsonSchema[], at: string): string[] {
    const type = typeOf(value);
    let best: string[] | undefined;
    for (const alternative of this.#candidates(value, type, alternatives)) {
      if (!this.#fits(value, type, alternative)) continue;
      const problems = this.#check(value, alternative, at);
      if (problems.length === 0) return [];
      if (!best || problems.length < best.length) best = problems;
    }
    return best ?? [`${at} is ${show(value)}, which is none of its ${alternatives.length} kinds`];
  }

  /** Of the hundreds of kinds of an event only those of its type are looked at. */
  #candidates(value: unknown, type: string, alternatives: JsonSchema[]): JsonSchema[] {
    if (type !== 'object' || alternatives.length < MANY) return alternatives;
    let byType = this.#byType.get(alternatives);
    if (!byType) {
      byType = new Map();
      for (const alternative of alternatives) {
        const name = this.#constant(alternative, 'type');
        byType.set(name, [...(byType.get(name) ?? []), alternative]);
      }
      this.#byType.set(alternatives, byType);
    }
    return [...(byType.get((value as { type?: unknown }).type) ?? []), ...(byType.get(undefined) ?? [])];
  }

  #constant(reference: JsonSchema, name: string): unknown {
    const schema = this.#resolve(reference);
    const member =
      typeof schema === 'object' && 'type' in schema && schema.type === 'object'
        ? schema.properties?.[name]
        : undefined;
    return typeof member === 'object' && 'const' in member ? member.const : undefined;
  }

  #fits(value: unknown, type: string, reference: JsonSchema): boolean {
    const schema = this.#resolve(reference);
    if (typeof schema === 'boolean') return schema;
    if ('const' in schema) return schema.const === value;
    if ('enum' in schema) return schema.enum.includes(value);
    if ('anyOf' in schema) return schema.anyOf.some((alternative) => this.#fits(value, type, alternative));
    if (!('type' in schema) || schema.type !== type) return false;
    if (schema.type !== 'object') return true;
    const record = value as Record<string, unknown>;
    return this.#constants(schema).every(([name, constant]) => record[name] === undefined || record[name] === constant);
  }

  /** The members of an object that can have one value only: they tell its kind. */
  #constants(schema: ObjectSchema): [name: string, constant: unknown][] {
    let known = this.#constantsOf.get(schema);
    if (!known) {
      known = Object.entries(schema.properties ?? {}).flatMap(([name, member]): [string, unknown][] =>
        typeof member === 'object' && 'const' in member ? [[name, member.const]] : [],
      );
      this.#constantsOf.set(schema, known);
    }
    return known;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
