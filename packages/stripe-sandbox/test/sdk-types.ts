import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

interface Field {
  type: string;
  isOptional: boolean;
}

type Shape = { kind: 'interface'; fields: Map<string, Field> } | { kind: 'union'; literals: string[] };

/**
 * The shapes that the installed SDK declares for one resource, read from its `.d.ts`: what every answer must carry. The
 * SDK's types are generated from Stripe's own specification, so they are the nearest thing to Stripe that is installed here.
 */
export class SdkTypes {
  readonly #shapes = new Map<string, Shape>();
  readonly #root: string;

  constructor(resource: string, root: string) {
    this.#root = root;
    const entry = createRequire(import.meta.url).resolve('stripe');
    const folder = path.join(entry.slice(0, entry.lastIndexOf('/stripe/')), 'stripe/esm/resources');
    const source = readFileSync(path.join(folder, `${resource}.d.ts`), 'utf8');
    this.#parse(source.replaceAll(/\/\*\*[\s\S]*?\*\//g, ''));
  }

  /** What is wrong with a value that should be of the root type; empty when nothing is. */
  problems(value: unknown): string[] {
    return this.#check(value, this.#root, [], this.#root);
  }

  #parse(source: string): void {
    const path_: string[] = [];
    let fields: Map<string, Field> | undefined;
    for (const line of source.split('\n')) {
      const text = line.trim();
      const space = /^(?:export )?(?:declare )?namespace (\w+) \{/.exec(text);
      const shape = /^(?:export )?(?:declare )?interface (\w+)(?: extends [^{]+)? \{/.exec(text);
      const union = /^type (\w+) = (.+);$/.exec(text);
      const field = /^(\w+)(\?)?: (.+?)[;{]?$/.exec(text);
      if (space) path_.push(space[1] as string);
      else if (shape) {
        fields = new Map();
        this.#shapes.set([...path_, shape[1]].join('.'), { kind: 'interface', fields });
        path_.push('');
      } else if (/^(export )?(declare )?class /.test(text)) path_.push('');
      else if (union)
        this.#shapes.set([...path_, union[1]].join('.'), { kind: 'union', literals: literalsOf(union[2] as string) });
      else if (text === '}' || text === '};') {
        path_.pop();
        if (text === '}') fields = undefined;
      } else if (text.endsWith('{')) path_.push('');
      else if (field && fields)
        fields.set(field[1] as string, { type: field[3] as string, isOptional: field[2] === '?' });
    }
  }

  #resolve(name: string, within: string): [string, Shape] | undefined {
    for (let scope = within.split('.'); ; scope = scope.slice(0, -1)) {
      const full = [...scope, name].join('.');
      const shape = this.#shapes.get(full);
      if (shape) return [full, shape];
      if (scope.length === 0) return undefined;
    }
  }

  #check(value: unknown, type: string, at: string[], within: string): string[] {
    const where = at.join('.') || type;
    const options = type.split(' | ').map((option) => option.trim());
    if (value === null) return options.includes('null') ? [] : [`${where} must not be null`];
    const list = options.map((option) => /^Array<(.+)>$/.exec(option)?.[1]).find((item) => item !== undefined);
    if (Array.isArray(value))
      return list
        ? value.flatMap((item, index) => this.#check(item, list, [...at, `${index}`], within))
        : [`${where} is a list`];
    if (typeof value !== 'object') {
      if (options.includes(typeof value)) return [];
      const literals = options.flatMap((option) => literalsOf(option));
      const named = options
        .map((option) => this.#resolve(option, within)?.[1])
        .filter((shape) => shape?.kind === 'union');
      literals.push(...named.flatMap((shape) => (shape?.kind === 'union' ? shape.literals : [])));
      return typeof value === 'string' && literals.includes(value)
        ? []
        : [`${where} is ${JSON.stringify(value)}, not ${type.slice(0, 120)}`];
    }
    const found = options
      .map((option) => this.#resolve(option, within))
      .find((shape) => shape?.[1].kind === 'interface');
    if (!found || found[1].kind !== 'interface') return [];
    const [full, { fields }] = found;
    const record = value as Record<string, unknown>;
    const missing = [...fields]
      .filter(([name, field]) => !field.isOptional && record[name] === undefined)
      .map(([name]) => `${where}.${name} is missing`);
    const strange = Object.keys(record)
      .filter((name) => !fields.has(name))
      .map((name) => `${where}.${name} is not Stripe's`);
    const inside = Object.entries(record).flatMap(([name, item]) => {
      const field = fields.get(name);
      return field && item !== undefined ? this.#check(item, field.type, [...at, name], full) : [];
    });
    return [...missing, ...strange, ...inside];
  }
}

function literalsOf(type: string): string[] {
  return [...type.matchAll(/'([^']*)'/g)].map((match) => match[1] as string);
}
