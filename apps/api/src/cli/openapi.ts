// Writes docs/openapi.json from the controllers: `pnpm --filter @sidestall/api openapi`. A test compares it.
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openApiText } from './openapi-text.ts';

const file = path.resolve(import.meta.dirname, '../../../../docs/openapi.json');
await writeFile(file, await openApiText());
console.log(`Wrote ${path.relative(process.cwd(), file)}`);
process.exit(0);
