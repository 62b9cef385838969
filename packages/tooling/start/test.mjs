// `npm test`: sets up everything it needs, runs every check, and counts. `npm test -- --only unit` runs one kind.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { progress } from './progress.mjs';
import { build, checkNode, describe, install, turboEnvironment, root, StageError } from './stages.mjs';

const bin = (name) => path.join(root, 'node_modules/.bin', name);
const jestConfig = 'packages/tooling/jest/jest.config.mjs';
const MINUTE = 60_000;
/** How long jest may take to end once its report is written. */
const LEAVE_MS = 30_000;

/** Every kind of check, in order of cost. A `jest` kind counts its tests; any other counts as one. */
const KINDS = [
  { name: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'], minutes: 3 },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings'], minutes: 3 },
  { name: 'types', command: [bin('turbo'), 'run', 'typecheck', '--output-logs=errors-only'], minutes: 8 },
  { name: 'unused', command: [bin('knip'), '--no-config-hints'], minutes: 3 },
  { name: 'dependencies', command: [bin('depcruise'), 'apps', 'packages'], minutes: 3 },
  { name: 'architecture', isJest: true, minutes: 3 },
  { name: 'unit', isJest: true, minutes: 4 },
  { name: 'integration', isJest: true, needsBrowser: true, needsPostgres: true, minutes: 18 },
  { name: 'redis', isJest: true, needsProgram: 'redis-server', needsPostgres: true, minutes: 10 },
  { name: 'e2e', isJest: true, needsBrowser: true, minutes: 26 },
];

const scratch = mkdtempSync(path.join(tmpdir(), 'sidestall-test-'));
let running = null;

/**
 * Runs a check with its own output; resolves with its exit code, with `late` when it took longer than it may, or with `stuck`
 * when its report was written and it did not end.
 */
function show([file, ...args], env, minutes, report) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...turboEnvironment, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    running = child;
    const end = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended with all it started.
      }
    };
    let reason = null;
    const timer = setTimeout(() => {
      reason = 'late';
      end();
    }, minutes * MINUTE);
    let writtenAt = 0;
    const watch = setInterval(() => {
      if (!report || !existsSync(report)) return;
      writtenAt ||= performance.now();
      if (performance.now() - writtenAt < LEAVE_MS) return;
      reason ??= 'stuck';
      end();
    }, 1_000);
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      clearInterval(watch);
      end();
      resolve(reason ?? signal ?? code);
    });
  });
}

async function checkOnce({ command, minutes }) {
  const ending = await show(command, {}, minutes);
  return ending === 0
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1, why: ending === 'late' ? `took more than ${minutes} minutes` : '' };
}

async function checkJest({ name, minutes, needsProgram }, { chromium, postgres }) {
  if (needsProgram && spawnSync(needsProgram, ['--version']).status !== 0) {
    return { passed: 0, failed: 0, why: `left out: there is no ${needsProgram} on this machine` };
  }
  const outputFile = path.join(scratch, `${name}.json`);
  const env = {
    KIND: name,
    CHROMIUM_PATH: chromium,
    NODE_ENV: 'test',
    ...(postgres && { POSTGRES_OF_RUN: postgres }),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings`.trim(),
  };
  const ending = await show(
    [bin('jest'), '-c', jestConfig, '--ci', '--json', '--outputFile', outputFile],
    env,
    minutes,
    outputFile,
  );
  let report;
  try {
    report = JSON.parse(readFileSync(outputFile, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, why: ending === 'late' ? `took more than ${minutes} minutes` : 'left no report' };
  }
  const skipped = report.numPendingTests + report.numTodoTests;
  const silent = report.testResults.filter(({ assertionResults }) => assertionResults.length === 0).length;
  const reasons = [
    report.numTotalTestSuites === 0 && 'no suite was found',
    skipped > 0 && `${skipped} skipped`,
    silent > 0 && `${silent} suites did not run`,
    ending === 'late' && `took more than ${minutes} minutes`,
    ending === 'stuck' && 'something it opened was left open',
  ].filter(Boolean);
  const isEndedWell = ending === 0 || (ending === 'stuck' && report.success);
  const failed = report.numFailedTests + skipped + silent + (report.numTotalTestSuites === 0 ? 1 : 0);
  return { passed: report.numPassedTests, failed: failed || (isEndedWell ? 0 : 1), why: reasons.join(', ') };
}

/** One server for all suites of this kind, which would otherwise start and fill one each. */
async function withPostgres({ needsPostgres }, check) {
  if (!needsPostgres) return await check();
  const { startTemporaryPostgres } = await import('../src/house/temporary-postgres.ts');
  const server = await startTemporaryPostgres();
  try {
    return await check(server.url('postgres'));
  } finally {
    await server.stop();
  }
}

function chosen() {
  const [flag, only, ...rest] = process.argv.slice(2);
  if (flag === undefined) return KINDS;
  const kind = KINDS.find(({ name }) => name === only);
  if (flag === '--only' && kind && rest.length === 0) return [kind];
  throw new StageError(
    `npm test does not know ${process.argv.slice(2).join(' ')}`,
    `npm test -- --only ${KINDS.map(({ name }) => name).join('|')}`,
  );
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    try {
      if (running) process.kill(-running.pid, 'SIGTERM');
    } finally {
      process.exit(130);
    }
  });
}

try {
  const kinds = chosen();
  checkNode();
  await install(progress);
  await build(progress);
  const chromium = kinds.some(({ needsBrowser }) => needsBrowser) ? await ensureBrowser(progress) : undefined;
  register('../node/hooks.mjs', import.meta.url);
  const results = [];
  for (const kind of kinds) {
    console.log(`\n── ${kind.name} ${'─'.repeat(60 - kind.name.length)}`);
    const started = performance.now();
    const result = await (kind.isJest
      ? withPostgres(kind, (postgres) => checkJest(kind, { chromium, postgres }))
      : checkOnce(kind));
    results.push({ name: kind.name, seconds: (performance.now() - started) / 1000, ...result });
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`\n${'check'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'seconds'.padStart(9)}`);
  for (const { name, passed, failed, seconds, why } of results) {
    console.log(
      `${name.padEnd(14)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(1).padStart(9)}${why ? `  ${why}` : ''}`,
    );
  }
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  process.exitCode = total('failed') === 0 ? 0 : 1;
} catch (error) {
  progress.trouble(describe(error));
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
