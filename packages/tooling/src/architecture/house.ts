import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Import, readSource, type SourceFile } from './source-file.ts';
import { isSource, type WorkspacePackage, workspacePackages, writtenFiles } from './workspace.ts';

/** An import whose target is one of our own files. */
export interface InnerImport extends Import {
  readonly from: SourceFile;
  readonly to: string;
}

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The whole workspace as the rules see it. */
export interface House {
  readonly root: string;
  readonly packages: readonly WorkspacePackage[];
  /** Every written file, relative to the root. */
  readonly files: readonly string[];
  readonly sources: readonly SourceFile[];
  readonly innerImports: readonly InnerImport[];
  packageOf(file: string): WorkspacePackage | undefined;
}

/** A wall of the house: named, with its reason, and reporting each place that breaks it. */
export interface Rule {
  readonly name: string;
  readonly why: string;
  check(house: House): Violation[];
}

export function readHouse(root: string): House {
  const packages = workspacePackages(root);
  // A live channel's segments end in .ts too, but nobody wrote them.
  const files = packages.flatMap(({ dir }) => writtenFiles(root, dir)).filter((file) => !/\/media\//.test(file));
  const sources = files.filter(isSource).map((file) => readSource(root, file));
  const innerImports = sources.flatMap((from) =>
    from.imports.flatMap((found) => {
      const to = resolveInside(root, packages, from.path, found.specifier);
      return to ? [{ ...found, from, to }] : [];
    }),
  );
  return {
    root,
    packages,
    files,
    sources,
    innerImports,
    packageOf: (file) => packages.find(({ dir }) => file.startsWith(`${dir}/`)),
  };
}

/** The file of ours that a specifier names: a relative path, or a workspace package through its source condition. */
function resolveInside(
  root: string,
  packages: readonly WorkspacePackage[],
  from: string,
  specifier: string,
): string | null {
  if (specifier.startsWith('.')) {
    const file = path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ''));
    return existsSync(path.join(root, file)) ? file : null;
  }
  const owner = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (!owner) return null;
  const target = owner.manifest.exports?.[`.${specifier.slice(owner.name.length)}`];
  const source =
    typeof target === 'object' && target !== null ? (target as Record<string, unknown>)['@sidestall/source'] : target;
  return typeof source === 'string' ? path.posix.join(owner.dir, source) : `${owner.dir}/package.json`;
}
