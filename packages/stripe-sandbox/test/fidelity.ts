import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AnswerCheck } from '../src/http/answer-check.ts';
import { startSandbox as start, type Sandbox, type SandboxOptions } from '../src/index.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
const deriver = path.join(home, 'build/derive.mjs');

export const sdkFolder = path.resolve(path.dirname(createRequire(import.meta.url).resolve('stripe')), '..');

/** Derives the schema of all answers from the installed SDK, if that has not been done since the deriver changed. */
export function deriveSchema(): string {
  const { version } = JSON.parse(readFileSync(path.join(sdkFolder, 'package.json'), 'utf8')) as { version: string };
  const file = path.join(home, `dist/answer-schema-${version}.json`);
  const sources = ['derive.mjs', 'routes.json', 'sdk-types.mjs'].map((name) =>
    statSync(path.join(home, 'build', name)),
  );
  const isFresh = existsSync(file) && sources.every((source) => source.mtimeMs < statSync(file).mtimeMs);
  if (!isFresh) execFileSync(process.execPath, [deriver, '--schema'], { env: {} });
  return file;
}

/** The parameter table as the installed SDK's types make it now. */
export function deriveTable(): string {
  return execFileSync(process.execPath, [deriver, '--table'], { encoding: 'utf8', env: {} });
}

export interface RouteList {
  P1: string[];
  P2: string[];
  refused: string[];
}

/** The committed list of Stripe's calls that concern a shop. */
export function routeList(): RouteList {
  return JSON.parse(readFileSync(path.join(home, 'build/routes.json'), 'utf8')) as RouteList;
}

/** Every call the installed SDK can make, read from its code: method and path, `:id` for what it fills in. */
export function sdkRoutes(): string[] {
  const folder = path.join(sdkFolder, 'esm/resources');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const found = files.flatMap((name) =>
    [...readFileSync(path.join(folder, name), 'utf8').matchAll(/_makeRequest\('(\w+)', ['`](\/v[12][^'`]*)['`]/g)].map(
      ([, method, target = '']) => `${method} ${target.replaceAll(/\$\{[^}]*\}/g, ':id')}`,
    ),
  );
  return [...new Set(found)].toSorted();
}

/** A sandbox of a test: closing it fails the test run if anything it answered or told was not as the SDK's types declare. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  deriveSchema();
  const problems = new Set<string>();
  const sandbox = await start({ ...options, onInfidelity: (problem) => problems.add(problem) });
  return {
    ...sandbox,
    close: async () => {
      await sandbox.close();
      if (problems.size > 0) throw new Error(`The sandbox did not answer as Stripe does:\n${[...problems].join('\n')}`);
    },
  };
}

/** The derived check, by itself. */
export function answerCheck(onProblem: (problem: string) => void): AnswerCheck {
  deriveSchema();
  const check = AnswerCheck.load(onProblem);
  if (!check) throw new Error('The schema was derived but not found.');
  return check;
}
