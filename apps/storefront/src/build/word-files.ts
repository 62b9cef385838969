import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The catalogs of all languages as files of the build, and the folder they are laid into. */
export interface WordFiles {
  /** Changes with any word: its files may be kept for a year. */
  readonly folder: string;
  /** Source by the name of the entry, e.g. `words/de-shop`. */
  readonly entries: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
}

/**
 * Finds the catalogs under a folder. They are entries with names that can be told from language and part: an import of
 * its own for each would put the address of every file of every language into the core.
 */
export function wordFiles(root: string): WordFiles {
  const hash = createHash('sha256');
  const entries: Record<string, string> = {};
  const languages = readdirSync(root, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .sort();
  for (const language of languages) {
    for (const file of readdirSync(path.join(root, language)).sort()) {
      const source = path.join(root, language, file);
      entries[`words/${language}-${path.basename(file, '.ts')}`] = source;
      hash.update(source.slice(root.length)).update(readFileSync(source));
    }
  }
  return { folder: `words-${hash.digest('base64url').slice(0, 8)}`, entries, languages };
}

const IMPORT = 'import(`./${language}/${part}.ts`)';

/** The import of a catalog as the built core makes it. */
export function importBuiltWords(code: string, folder: string): string {
  if (!code.includes(IMPORT)) throw new Error(`words.ts no longer says ${IMPORT}`);
  const built = '`./' + folder + '/${language}-${part}.js`';
  return code.replace(IMPORT, `import(/* @vite-ignore */ new URL([${built}].join(), import.meta.url).href)`);
}
