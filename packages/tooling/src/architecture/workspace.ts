import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Manifest {
  readonly name?: string;
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly sidestall?: { readonly entries?: Readonly<Record<string, string>> };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** One workspace folder: `dir` is relative to the root and uses slashes, e.g. `packages/kernel`. */
export interface WorkspacePackage {
  readonly dir: string;
  readonly name: string;
  readonly manifest: Manifest;
}

const SKIPPED = new Set(['node_modules', 'dist', '.turbo', 'coverage', '.sidestall']);
const SOURCE = /\.(ts|tsx|mts|mjs|js)$/;

/** The folders the workspace file names: read from its globs, so that a new package is never forgotten here. */
export function workspacePackages(root: string): WorkspacePackage[] {
  const globs = [
    ...readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8').matchAll(/^ {2}- ['"]?([^'"\n]+)\/\*['"]?$/gm),
  ];
  return globs
    .map((match) => match[1]!)
    .filter((parent) => existsSync(path.join(root, parent)))
    .flatMap((parent) => readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((dir) => statSync(path.join(root, dir)).isDirectory() && readdirSync(path.join(root, dir)).some(isOurs))
    .sort()
    .map((dir) => {
      const file = path.join(root, dir, 'package.json');
      const manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
      return { dir, name: manifest.name ?? dir, manifest };
    });
}

/** Every file under a folder that people wrote, relative to the root. */
export function writtenFiles(root: string, dir: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(path.join(root, dir), { withFileTypes: true })) {
    if (!isOurs(entry.name)) continue;
    const file = `${dir}/${entry.name}`;
    if (entry.isDirectory()) found.push(...writtenFiles(root, file));
    else found.push(file);
  }
  return found;
}

export const isSource = (file: string): boolean => SOURCE.test(file);

/** What `node_modules` and builds leave behind is nobody's writing. */
function isOurs(name: string): boolean {
  return !SKIPPED.has(name);
}
