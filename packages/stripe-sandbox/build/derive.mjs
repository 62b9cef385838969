#!/usr/bin/env node
// Derives from the types of the installed `stripe` package what the sandbox checks itself against:
//   src/http/parameter-table.gen.ts   the parameters of each call; committed, because the sandbox refuses by it wherever it
//                                     runs, also where no parser is installed, and because a new SDK then shows as a diff
//   dist/answer-schema-VERSION.json   JSON Schema of every answer and event; too large to commit, made by build and tests
// `derive.mjs` writes both, `--schema` only the second; `--table` prints the first.
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SDK_VERSION, SdkTypes } from './sdk-types.mjs';

const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
// P1 must be answered by the sandbox, P2 may be; the rest of Stripe (billing, issuing, terminal …) is left out on purpose.
const { P1, P2 } = JSON.parse(readFileSync(path.join(home, 'build/routes.json'), 'utf8'));
const TABLE_FILE = path.join(home, 'src/http/parameter-table.gen.ts');
const SCHEMA_FILE = path.join(home, `dist/answer-schema-${SDK_VERSION}.json`);

/** Every route of the SDK, once; of calls that share one (`accounts.retrieve`, `retrieveCurrent`) the first. */
function sdkRoutes(types = new SdkTypes()) {
  const routes = new Map();
  for (const call of types.calls()) if (!routes.has(call.route)) routes.set(call.route, call);
  return routes;
}

/** The parameter table as the text of a module. Shapes that occur twice are kept once and pointed to by number. */
function parameterTable() {
  const types = new SdkTypes();
  const routes = sdkRoutes(types);
  const shapes = [];
  const numbers = new Map();
  const byName = new Map();
  const keep = (shape) => {
    const text = JSON.stringify(shape);
    if (!numbers.has(text)) numbers.set(text, shapes.push(shape) - 1);
    return numbers.get(text);
  };
  const shapeOf = (node) => {
    switch (node.kind) {
      case 'string':
        return 's';
      case 'number':
        return 'n';
      case 'boolean':
        return 'b';
      case 'literal':
        return keep({ e: node.values });
      case 'array':
        return keep({ a: shapeOf(node.of) });
      case 'map':
        return keep({ m: shapeOf(node.of) });
      case 'emptyable':
        return keep({ z: shapeOf(node.of) });
      case 'partial':
        return shapeOf(node.of);
      case 'union': {
        const of = node.of.filter(({ kind }) => kind !== 'null').map(shapeOf);
        const inner = of.length === 1 ? of[0] : keep({ u: of });
        return of.length === node.of.length ? inner : keep({ z: inner });
      }
      case 'object':
        return keep({
          o: Object.fromEntries(
            [...node.fields].map(([name, { type, isOptional }]) => [isOptional ? name : `${name}!`, shapeOf(type)]),
          ),
        });
      case 'ref': {
        if (!byName.has(node.name)) byName.set(node.name, shapeOf(types.definitions.get(node.name)));
        return byName.get(node.name);
      }
      default:
        return 'x';
    }
  };
  const table = {};
  for (const route of [...P1, ...P2].toSorted()) {
    const call = routes.get(route);
    if (!call) throw new Error(`stripe ${SDK_VERSION} has no call ${route}`);
    table[route] = shapeOf(types.signature(call).params);
  }
  const json = JSON.stringify({ routes: table, shapes });
  return `// Derived from the types of stripe ${SDK_VERSION} by build/derive.mjs; do not edit.
import type { ParameterTable } from './parameter-shape.ts';

export const PARAMETER_TABLE = JSON.parse(
  ${JSON.stringify(json).replaceAll("'", "\\'").replace(/^"/, "'").replace(/"$/, "'").replaceAll('\\"', '"')},
) as ParameterTable;
`;
}

/** JSON Schema (2020-12) of every answer to a route of P1 and P2, of events and of thin events. Enums are closed. */
function answerSchema() {
  const types = new SdkTypes();
  const routes = sdkRoutes(types);
  const defs = {};
  const point = (name) => ({ $ref: `#/$defs/${name}` });
  const objectOf = (fields, isPartial) => ({
    type: 'object',
    properties: Object.fromEntries([...fields].map(([name, { type }]) => [name, schemaOf(type)])),
    required: isPartial ? [] : [...fields].filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
    additionalProperties: false,
  });
  const define = (name, node, isPartial = false) => {
    if (name in defs) return point(name);
    defs[name] = true;
    defs[name] = node.kind === 'object' ? objectOf(node.fields, isPartial) : schemaOf(node);
    return point(name);
  };
  const schemaOf = (node) => {
    switch (node.kind) {
      case 'string':
      case 'number':
      case 'boolean':
      case 'null':
        return { type: node.kind };
      case 'literal':
        return node.values.length === 1 ? { const: node.values[0] } : { enum: node.values };
      case 'array':
        return { type: 'array', items: schemaOf(node.of) };
      case 'map':
        return { type: 'object', additionalProperties: schemaOf(node.of) };
      case 'emptyable':
        return { anyOf: [{ type: 'null' }, { const: '' }, schemaOf(node.of)] };
      case 'partial':
        return partialOf(node.of);
      case 'union':
        return { anyOf: node.of.map(schemaOf) };
      case 'object':
        return objectOf(node.fields, false);
      case 'ref':
        return define(node.name, types.definitions.get(node.name));
      default:
        return true;
    }
  };
  const partialOf = (node) => {
    if (node.kind === 'union') return { anyOf: node.of.map(partialOf) };
    return node.kind === 'ref'
      ? define(`Partial:${node.name}`, types.definitions.get(node.name), true)
      : schemaOf(node);
  };
  for (const route of [...P1, ...P2]) defs[`answer ${route}`] = schemaOf(types.signature(routes.get(route)).answer);
  defs['event'] = schemaOf(types.named('resources/Events.d.ts', 'Event'));
  defs['thin event'] = schemaOf(types.named('resources/V2/Core/Events.d.ts', 'EventNotification'));
  for (const [name, file] of [
    ['PaymentIntent', 'PaymentIntents'],
    ['SetupIntent', 'SetupIntents'],
    ['PaymentMethod', 'PaymentMethods'],
  ])
    defs[`error ${name}`] = schemaOf(types.named(`resources/${file}.d.ts`, name));
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: defs };
}

/** Writes the schema where the sandbox looks for it, in one step: several test processes may do so at once. */
function writeSchema() {
  const folder = path.dirname(SCHEMA_FILE);
  mkdirSync(folder, { recursive: true });
  const isOther = (name) => /^answer-schema-.+\.json$/.test(name) && name !== path.basename(SCHEMA_FILE);
  for (const name of readdirSync(folder).filter(isOther)) rmSync(path.join(folder, name), { force: true });
  const draft = `${SCHEMA_FILE}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(answerSchema()));
  renameSync(draft, SCHEMA_FILE);
}

const wish = process.argv[2];
if (wish === '--table') {
  process.stdout.write(parameterTable());
} else {
  writeSchema();
  if (wish !== '--schema') writeFileSync(TABLE_FILE, parameterTable());
  console.log(`@sidestall/stripe-sandbox: checks derived from stripe ${SDK_VERSION}`);
}
