import { readSource, type SourceFile } from '../architecture/source-file.ts';
import { visit } from '../architecture/visit.ts';

/** The variables a process reads, by name; `true` for those it does not start without. */
export type ReadVariables = ReadonlyMap<string, boolean>;

const NAME = /^[A-Z][A-Z0-9_]+$/;

/** Reads the zod schema of an app's `config.ts`; one that extends the engine's has the engine's variables too. */
export function readVariables(root: string, file: string): ReadVariables {
  const engineFile = 'packages/engine/src/platform/config.ts';
  const engine = declared(readSource(root, engineFile), new Map());
  if (file === engineFile) return engine;
  const source = readSource(root, file);
  const own = declared(source, engine);
  return source.text.includes('engineEnv.extend(') ? new Map([...engine, ...own]) : own;
}

function declared(source: SourceFile, engine: ReadVariables): ReadVariables {
  const found = new Map<string, boolean>();
  const others: { start: number; end: number }[] = [];
  visit(source.program, {
    // A schema that extends the app's own belongs to a command beside it.
    CallExpression: (node) => {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const isOwn = callee.object.type === 'Identifier' && ['z', 'engineEnv'].includes(callee.object.name);
      if (callee.property.name === 'extend' && !isOwn) others.push(node);
    },
    Property: (node) => {
      if (node.key.type !== 'Identifier' || !NAME.test(node.key.name)) return;
      // Taking a variable out of what was read looks alike, but declares nothing.
      if (node.value.type !== 'CallExpression' && node.value.type !== 'MemberExpression') return;
      if (others.some(({ start, end }) => start < node.start && node.end < end)) return;
      const schema = source.text.slice(node.value.start, node.value.end);
      const borrowed = /^engineEnv\.shape\.([A-Z0-9_]+)$/.exec(schema)?.[1];
      found.set(node.key.name, borrowed ? (engine.get(borrowed) ?? true) : !/\.(default|optional)\(/.test(schema));
    },
  });
  return found;
}
