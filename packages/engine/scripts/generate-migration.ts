// Prints and writes the difference between what the migrations build and what the entities say, for review.
// Usage: pnpm migration:generate <context> <name>
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import 'reflect-metadata';
import { freshDatabase, stopDatabases } from '@sidestall/testing';
import { connect } from '../src/platform/data-source.ts';
import { migrate } from '../src/platform/migrate.ts';

const [context, name = 'change'] = process.argv.slice(2);
if (!context) throw new Error('Say which context: pnpm migration:generate <context> <name>');

const database = await freshDatabase(migrate);
const dataSource = await connect(database.url);
const difference = await dataSource.driver.createSchemaBuilder().log();
await dataSource.destroy();
await stopDatabases();

const statements = difference.upQueries
  .map((query) => query.query)
  .filter((query) => query.includes(`"${context}".`) || query.includes(`"${context}"`));
if (statements.length === 0) {
  console.log(`Nothing is missing for ${context}`);
} else {
  const stamp = Date.now();
  const className = `${context[0]!.toUpperCase()}${context.slice(1)}${name.replace(/(^|-)(\w)/g, (_, __, c: string) => c.toUpperCase())}${stamp}`;
  const file = path.join(import.meta.dirname, '../src/migrations', `${stamp}-${context}-${name}.ts`);
  const lines = statements.map(
    (query) => `    await runner.query(\`${query.replaceAll('`', '\\`').replaceAll('${', '\\${')}\`);`,
  );
  await writeFile(
    file,
    `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  readonly name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`CREATE SCHEMA IF NOT EXISTS "${context}"\`);
${lines.join('\n')}
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
`,
  );
  const index = path.join(import.meta.dirname, '../src/migrations/index.ts');
  const text = await readFile(index, 'utf8');
  await writeFile(
    index,
    `import { ${className} } from './${path.basename(file)}';\n${text.replace(/\[([\s\S]*)\]/, (_, inner: string) => `[${[inner.trim().replace(/,$/, ''), className].filter(Boolean).join(', ')}]`)}`,
  );
  console.log(`${file}\n${statements.join(';\n')}`);
}
