// Reads the type declarations of the installed `stripe` package: every named type it declares, and for every call it can
// make the parameters it takes and the object it answers. Only declarations are read, and TypeScript's own syntax tree of
// them is walked, because the SDK's types are plain: interfaces, unions and literals, no computed ones.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

const root = path.resolve(path.dirname(createRequire(import.meta.url).resolve('stripe')), '..');
export const SDK_VERSION = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;

const SCALARS = {
  TSStringKeyword: { kind: 'string' },
  TSNumberKeyword: { kind: 'number' },
  TSBigIntKeyword: { kind: 'string' },
  TSBooleanKeyword: { kind: 'boolean' },
  TSNullKeyword: { kind: 'null' },
};
const ANY = { kind: 'any' };
/** Types of the SDK that stand for something else on the wire. */
const ON_THE_WIRE = {
  Decimal: { kind: 'string' },
  Date: { kind: 'string' },
  FileData: ANY,
  Buffer: ANY,
  Uint8Array: ANY,
};

export class SdkTypes {
  #modules = new Map();
  /** Named object types by their name: what `ref` nodes point to. */
  definitions = new Map();
  #names = new Map();

  /** Every call of the SDK: method, path with `:id` for what it fills in, and the types around it. */
  calls() {
    const calls = [];
    for (const file of readdirSync(path.join(root, 'esm/resources'), { recursive: true })) {
      if (!file.endsWith('.js') || file.endsWith('index.js')) continue;
      const source = readFileSync(path.join(root, 'esm/resources', file), 'utf8');
      for (const [, owner, body] of source.matchAll(/\nexport class (\w+) [^\n]*\{\n([\s\S]*?)\n\}/g)) {
        let method = '';
        for (const line of body.split('\n')) {
          method = /^ {4}(\w+)\(/.exec(line)?.[1] ?? method;
          const [, verb, target] = /_makeRequest\('(\w+)', ['`](\/v[12][^'`]*)['`]/.exec(line) ?? [];
          if (!verb) continue;
          const name = target.replaceAll(/\$\{[^}]*\}/g, ':id');
          calls.push({
            route: `${verb} ${name}`,
            file: path.join(root, 'esm/resources', file.replace(/js$/, 'd.ts')),
            owner,
            method,
          });
        }
      }
    }
    return calls;
  }

  /** The parameter type of a call, if it takes any, and the type of what it answers. */
  signature({ file, owner, method }) {
    const scope = this.#module(file);
    const members = scope.classes.get(owner)?.body.body ?? [];
    const found = members.filter((member) => member.key?.name === method).map((member) => member.value);
    const params = found
      .flatMap((fn) => fn.params)
      .find((param) => param.name === 'params' || param.name === 'paramsOrOptions');
    const answer = found[0]?.returnType?.typeAnnotation;
    return {
      params: params ? this.#node(params.typeAnnotation.typeAnnotation, scope) : { kind: 'object', fields: new Map() },
      answer: answer ? this.#answer(answer, scope) : ANY,
    };
  }

  /** A type by file and name, for roots that no call answers. */
  named(file, name) {
    return this.#named(name, this.#module(path.join(root, 'esm', file)));
  }

  #answer(annotation, scope) {
    const name = annotation.typeName?.name;
    const inner = annotation.typeArguments?.params[0];
    if (name === 'Promise' || name === 'Response') return this.#answer(inner, scope);
    const item = () => ({ kind: 'array', of: this.#node(inner, scope) });
    const url = { type: { kind: 'string' } };
    if (name === 'ApiListPromise')
      return object({
        object: { type: literal('list') },
        data: { type: item() },
        has_more: { type: { kind: 'boolean' } },
        url,
      });
    if (name === 'ApiSearchResultPromise') return ANY;
    if (name === 'V2ListPromise') {
      const link = { type: { kind: 'union', of: [{ kind: 'string' }, { kind: 'null' }] } };
      return object({ data: { type: item() }, next_page_url: link, previous_page_url: link });
    }
    return this.#node(annotation, scope);
  }

  #module(file) {
    const known = this.#modules.get(file);
    if (known) return known;
    const source = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    const scope = emptyScope(file, []);
    this.#modules.set(file, scope);
    this.#declare(parseSync(file, source, { lang: 'dts' }).program.body, scope);
    return scope;
  }

  #declare(body, scope) {
    for (const statement of body) {
      const node = statement.declaration ?? statement;
      if (node.type === 'ImportDeclaration' || (statement.type === 'ExportNamedDeclaration' && statement.source)) {
        for (const specifier of node.specifiers) {
          const local = (specifier.local ?? specifier.exported).name;
          const name = (specifier.imported ?? specifier.local ?? specifier.exported).name;
          scope.imports.set(specifier.exported?.name ?? local, { from: node.source.value, name });
        }
      } else if (node.type === 'TSImportEqualsDeclaration') {
        scope.aliases.set(node.id.name, namesOf(node.moduleReference));
      } else if (statement.type === 'ExportNamedDeclaration' && statement.specifiers.length > 0) {
        for (const { local, exported } of statement.specifiers) scope.aliases.set(exported.name, [local.name]);
      } else if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration') {
        scope.types.set(node.id.name, node);
      } else if (node.type === 'ClassDeclaration') {
        scope.classes.set(node.id.name, node);
      } else if (node.type === 'TSModuleDeclaration') {
        this.#declareSpace(node, scope);
      }
    }
  }

  #declareSpace(node, scope) {
    const names = namesOf(node.id);
    let inner = scope;
    for (const name of names) {
      const space = inner.spaces.get(name) ?? emptyScope(scope.file, [...inner.path, name], inner);
      inner.spaces.set(name, space);
      inner = space;
    }
    this.#declare(node.body.body, inner);
  }

  /** Where a name such as `PaymentIntent.NextAction` is declared, seen from inside a scope. */
  #find(names, scope) {
    for (let at = scope; at; at = at.parent) {
      const found = this.#within(names, at);
      if (found) return found;
    }
    return undefined;
  }

  #within([name, ...rest], scope) {
    if (rest.length === 0 && scope.types.has(name)) return { node: scope.types.get(name), scope };
    const space = scope.spaces.get(name);
    const found = space && rest.length > 0 ? this.#within(rest, space) : undefined;
    if (found) return found;
    const alias = scope.parent && scope.aliases.get(name);
    if (alias) return this.#find([...alias, ...rest], scope.parent);
    const imported = scope.imports.get(name);
    if (!imported?.from.startsWith('.')) return undefined;
    const file = path.join(path.dirname(scope.file), imported.from.replace(/\.js$/, '.d.ts'));
    return this.#within([imported.name, ...rest], this.#module(file));
  }

  #named(name, scope) {
    const found = this.#find(name.split('.'), scope);
    if (!found) throw new Error(`${scope.file} declares no ${name}`);
    return this.#declared(found);
  }

  /** A declared type: objects become a definition that is pointed to, so that types may name themselves. */
  #declared({ node, scope }) {
    if (node.type === 'TSTypeAliasDeclaration') return this.#node(node.typeAnnotation, scope);
    const key = `${scope.file}#${[...scope.path, node.id.name].join('.')}`;
    let name = this.#names.get(key);
    if (!name) {
      const wanted = [...scope.path, node.id.name].join('.');
      name = this.definitions.has(wanted) ? `${path.basename(scope.file, '.d.ts')}:${wanted}` : wanted;
      while (this.definitions.has(name)) name += '+';
      this.#names.set(key, name);
      this.definitions.set(name, undefined);
      this.definitions.set(name, this.#members(node, scope));
    }
    return { kind: 'ref', name };
  }

  #members(node, scope) {
    const fields = new Map();
    for (const base of node.extends ?? []) {
      const [type, removed] = heritage(base);
      const resolved = this.#resolve(this.#declared(this.#find(type, scope)));
      for (const [name, field] of resolved.fields) if (!removed.includes(name)) fields.set(name, field);
    }
    return this.#withSignatures(node.body.body, fields, scope);
  }

  #withSignatures(signatures, fields, scope) {
    for (const member of signatures) {
      if (member.type === 'TSIndexSignature')
        return { kind: 'map', of: this.#node(member.typeAnnotation.typeAnnotation, scope) };
      // Methods are the SDK's own: nothing on the wire.
      if (member.type !== 'TSPropertySignature' || member.typeAnnotation.typeAnnotation.type === 'TSFunctionType')
        continue;
      const name = member.key.name ?? member.key.value;
      fields.set(name, { type: this.#node(member.typeAnnotation.typeAnnotation, scope), isOptional: member.optional });
    }
    return { kind: 'object', fields };
  }

  #resolve(node) {
    return node.kind === 'ref' ? this.definitions.get(node.name) : node;
  }

  #node(annotation, scope) {
    const scalar = SCALARS[annotation.type];
    if (scalar) return scalar;
    switch (annotation.type) {
      case 'TSLiteralType':
        return literal(annotation.literal.value);
      case 'TSArrayType':
        return { kind: 'array', of: this.#node(annotation.elementType, scope) };
      case 'TSParenthesizedType':
        return this.#node(annotation.typeAnnotation, scope);
      case 'TSTypeLiteral':
        return this.#withSignatures(annotation.members, new Map(), scope);
      case 'TSUnionType':
        return union(
          annotation.types
            .filter((type) => type.typeName?.name !== 'OtherString')
            .map((type) => this.#node(type, scope)),
        );
      case 'TSTypeReference':
        return this.#reference(annotation, scope);
      default:
        return ANY;
    }
  }

  #reference(annotation, scope) {
    const names = namesOf(annotation.typeName);
    const given = () => this.#node(annotation.typeArguments.params.at(-1), scope);
    switch (names.join('.')) {
      case 'Array':
        return { kind: 'array', of: given() };
      case 'Record':
        return { kind: 'map', of: given() };
      case 'Emptyable':
        return { kind: 'emptyable', of: given() };
      case 'Partial':
        return { kind: 'partial', of: given() };
      case 'OtherString':
        return { kind: 'string' };
      case 'ApiList':
        return object({
          object: { type: literal('list') },
          data: { type: { kind: 'array', of: given() } },
          has_more: { type: { kind: 'boolean' } },
          url: { type: { kind: 'string' } },
        });
    }
    if (names[0] === 'NodeJS' || names[0] === 'StripeContext') return ANY;
    if (ON_THE_WIRE[names[0]]) return ON_THE_WIRE[names[0]];
    const found = this.#find(names, scope);
    if (!found) throw new Error(`${scope.file} names an unknown type ${names.join('.')}`);
    return this.#declared(found);
  }
}

function emptyScope(file, path_, parent) {
  const tables = { types: new Map(), spaces: new Map(), imports: new Map(), aliases: new Map(), classes: new Map() };
  return { file, path: path_, parent, ...tables };
}

const literal = (value) => ({ kind: 'literal', values: [value] });
const object = (fields) => ({ kind: 'object', fields: new Map(Object.entries(fields)) });

/** A union with its literals in one, and without nested unions. */
function union(nodes) {
  const flat = nodes.flatMap((node) => (node.kind === 'union' ? node.of : [node]));
  const values = [...new Set(flat.flatMap((node) => (node.kind === 'literal' ? node.values : [])))];
  const others = flat.filter((node) => node.kind !== 'literal');
  const of = [...(values.length > 0 ? [{ kind: 'literal', values }] : []), ...others];
  return of.length === 1 ? of[0] : { kind: 'union', of };
}

function namesOf(node) {
  if (node.type === 'TSQualifiedName') return [...namesOf(node.left), ...namesOf(node.right)];
  return node.name.split('.');
}

/** What an interface extends: `Base`, or `Omit<Base, 'a' | 'b'>`. */
function heritage({ expression, typeArguments }) {
  const name =
    expression.type === 'MemberExpression' ? [expression.object.name, expression.property.name] : [expression.name];
  if (name[0] !== 'Omit') return [name, []];
  const [base, keys] = typeArguments.params;
  const literals = keys.type === 'TSUnionType' ? keys.types : [keys];
  return [namesOf(base.typeName), literals.map((key) => key.literal.value)];
}
