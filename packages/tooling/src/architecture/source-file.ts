import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, type Program } from 'oxc-parser';
import { visit } from './visit.ts';

export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** One parsed file; `imports` holds every way to name another module: types, re-exports and dynamic imports included. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly program: Program;
  readonly imports: readonly Import[];
  lineOf(offset: number): number;
}

/** Parses a file; one that does not parse is an error here, because no rule could vouch for it. */
export function readSource(root: string, file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) throw new Error(`${file} does not parse: ${parsed.errors[0]!.message}`);
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const imports: Import[] = [];
  const add = (specifier: string, offset: number): void => {
    imports.push({ specifier, line: lineOf(offset) });
  };
  visit(parsed.program, {
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.start);
    },
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') add(node.source.value, node.start);
    },
    TSImportType: (node) => {
      if (typeof node.source.value === 'string') add(node.source.value, node.start);
    },
  });
  return {
    path: file,
    text,
    lines: starts.length - (text.endsWith('\n') ? 1 : 0),
    program: parsed.program,
    imports,
    lineOf,
  };
}
