// The one Jest configuration: `KIND=unit|integration|redis|architecture|e2e` chooses which suites a run takes.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { swcOptions, swcOptionsFor } from '../node/swc-options.mjs';

const rootDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const kinds = {
  unit: ['<rootDir>/{apps,packages}/*/**/*.spec.{ts,tsx}'],
  integration: ['<rootDir>/{apps,packages}/*/**/*.int-spec.ts'],
  // What happens between a paid order and a parcel, once more with the queue on Redis.
  redis: [
    '<rootDir>/apps/api/src/{fulfillment/!(stock-files),ordering/{capture,failure-cases,purchase,trouble},payments/refunds}.int-spec.ts',
  ],
  architecture: ['<rootDir>/packages/tooling/**/*.arch-spec.ts'],
  e2e: ['<rootDir>/apps/e2e/{faults,journeys}/*.e2e-spec.ts'],
};
const kind = process.env.KIND ?? 'unit';

export default {
  rootDir,
  testMatch: kinds[kind],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.sidestall/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.sidestall/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironment: 'node',
  // Model tests: how many random sequences, and from which seed; a failed run names its own.
  globals: {
    ...(kind === 'redis' && { isQueueOnRedis: true }),
    ...(process.env.POSTGRES_OF_RUN && { postgresOfRun: process.env.POSTGRES_OF_RUN }),
    ...(process.env.MODEL_RUNS && { modelRuns: Number(process.env.MODEL_RUNS) }),
    ...(process.env.MODEL_SEED && { modelSeed: Number(process.env.MODEL_SEED) }),
  },
  testEnvironmentOptions: { customExportConditions: ['@sidestall/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [import.meta.resolve('@swc/jest').replace('file://', ''), { ...swcOptions, swcrc: false }],
    '^.+\\.tsx$': [
      import.meta.resolve('@swc/jest').replace('file://', ''),
      { ...swcOptionsFor('x.tsx'), swcrc: false },
    ],
  },
  maxWorkers: ['unit', 'integration', 'redis'].includes(kind) ? 2 : 1,
  // Modules of finished suites stay in a process's memory: a fresh one is quicker than one that keeps collecting garbage.
  workerIdleMemoryLimit: '1500MB',
  testTimeout: kind === 'e2e' ? 180_000 : kind === 'unit' ? 10_000 : 60_000,
};
