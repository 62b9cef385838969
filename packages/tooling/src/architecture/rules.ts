import type { Rule } from './house.ts';
import * as code from './rules/code.ts';
import * as files from './rules/files.ts';
import * as imports from './rules/imports.ts';

/** Every wall of the house. A rule that is written but not listed here would never bite, so the list is made of the files. */
export const rules: readonly Rule[] = [...Object.values(imports), ...Object.values(code), ...Object.values(files)];
