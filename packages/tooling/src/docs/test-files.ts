import { readdirSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.turbo', 'coverage']);

/** Every file of tests below the folder. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name) || entry.name.startsWith('.')) return [];
    const found = path.join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(found);
    return /\.(spec|int-spec|e2e-spec)\.tsx?$/.test(entry.name) ? [found] : [];
  });
}
