/** A small house that keeps every rule, and for each rule one change to it that the rule must find. */
export type Tree = Readonly<Record<string, string>>;

const pack = (name: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    name: `@sidestall/${name}`,
    exports: { '.': { '@sidestall/source': './src/index.ts', default: './dist/index.js' } },
    scripts: { typecheck: 'tsc -p .' },
    ...more,
  });

const controller = (decorators: string): string => `
@Controller('orders')
export class OrdersController {
  ${decorators}
  list() { return []; }
}
`;

export const soundHouse: Tree = {
  'package.json': '{ "devDependencies": { "jest": "catalog:" } }',
  'pnpm-workspace.yaml': 'packages:\n  - apps/*\n  - packages/*\n',
  'packages/kernel/package.json': pack('kernel'),
  'packages/kernel/src/index.ts': "export * from './clock.ts';\nexport * from './money.ts';\n",
  'packages/kernel/src/clock.ts': 'export const systemClock = { now: () => new Date(Date.now()) };\n',
  'packages/kernel/src/money.ts': 'export const zero = 0;\n',
  'packages/streams/package.json': pack('streams'),
  'packages/streams/src/index.ts': "export * from './pin.ts';\n",
  'packages/streams/src/pin.ts': "import { zero } from '@sidestall/kernel';\nexport const pin = zero;\n",
  'packages/catalog/package.json': pack('catalog'),
  'packages/catalog/src/index.ts': "export * from './product.ts';\n",
  'packages/catalog/src/product.ts': 'export const product = (at: number) => new Date(at);\n',
  'packages/engine/package.json': pack('engine'),
  'packages/engine/src/index.ts': "export * from './ordering/place-order.ts';\n",
  'packages/engine/src/ordering/place-order.ts':
    "import { pins } from '../streams/show.ts';\nexport const placeOrder = pins;\n",
  'packages/engine/src/streams/show.ts':
    "import { pin } from '@sidestall/streams';\nimport { db } from '../platform/database.ts';\nexport const pins = [pin, db];\n",
  'packages/engine/src/streams/show.store.ts': 'export const rows = [];\n',
  'packages/engine/src/streams/show.entity.ts': 'export class ShowEntity {}\n',
  'packages/engine/src/platform/database.ts': 'export const db = { synchronize: false };\n',
  'packages/testing/package.json': pack('testing', { dependencies: { pg: 'catalog:' } }),
  'packages/testing/src/index.ts': "export * from './postgres.ts';\n",
  'packages/testing/src/postgres.ts': "export const url = process.env['DATABASE_URL'];\n",
  'apps/api/package.json': pack('api', {
    exports: {},
    dependencies: { '@sidestall/engine': 'workspace:*' },
    devDependencies: { '@sidestall/testing': 'workspace:*' },
  }),
  'apps/api/src/config.ts': 'export const port = process.env.PORT;\n',
  'apps/api/src/main.ts':
    "import { placeOrder } from '@sidestall/engine';\nexport const started = [placeOrder, new Date()];\n",
  'apps/api/src/orders.controller.ts': controller('@Public() @Get()'),
  'apps/api/src/main.int-spec.ts': "import { url } from '@sidestall/testing';\nexport const used = url;\n",
};

/** By rule name: each tree is laid over the sound house and must be found by that rule, in the first file it names. */
export const planted: Readonly<Record<string, readonly Tree[]>> = {
  floors: [
    {
      'packages/kernel/src/money.ts':
        "import type { pin } from '@sidestall/streams';\nexport type Money = typeof pin;\n",
    },
    { 'packages/streams/src/pin.ts': "export const pin = (): import('@sidestall/catalog').product => 0;\n" },
    { 'packages/catalog/src/product.ts': "export { placeOrder as product } from '@sidestall/engine';\n" },
    { 'packages/engine/src/platform/database.ts': "export const db = () => import('@sidestall/api');\n" },
  ],
  'beside-only-backstage': [
    { 'apps/api/src/main.ts': "import { url } from '@sidestall/testing';\nexport const at = url;\n" },
  ],
  'packages-by-name': [
    { 'packages/streams/src/pin.ts': "import { zero } from '../../kernel/src/money.ts';\nexport const pin = zero;\n" },
  ],
  'engine-order': [
    {
      'packages/engine/src/streams/show.ts': "import type { O } from '../ordering/o.ts';\nexport type P = O;\n",
      'packages/engine/src/ordering/o.ts': 'export type O = 1;\n',
    },
    {
      'packages/engine/src/platform/database.ts':
        "import { rows } from '../streams/show.store.ts';\nexport const db = rows;\n",
    },
    {
      'packages/engine/src/rumors/rumor.ts': "import { pins } from '../streams/show.ts';\nexport const rumor = pins;\n",
    },
  ],
  'engine-drawers': [
    {
      'packages/engine/src/ordering/place-order.ts':
        "import type { ShowEntity } from '../streams/show.entity.ts';\nexport type PlaceOrder = ShowEntity;\n",
    },
  ],
  'no-cycles': [
    {
      'packages/kernel/src/rate.ts': "import type { M } from './money.ts';\nexport type R = M;\n",
      'packages/kernel/src/money.ts': "import type { R } from './rate.ts';\nexport type M = R;\n",
    },
  ],
  'pure-domain': [
    {
      'packages/catalog/src/product.ts':
        "import { readFile } from 'node:fs/promises';\nexport const product = readFile;\n",
    },
    { 'packages/catalog/src/product.ts': "import { Entity } from 'typeorm';\nexport const product = Entity;\n" },
    { 'packages/kernel/src/money.ts': "import type Stripe from 'stripe';\nexport type M = Stripe;\n" },
  ],
  'relative-imports-name-the-file': [{ 'packages/kernel/src/money.ts': "export * from './clock';\n" }],
  'environment-in-config': [
    { 'apps/api/src/main.ts': "export const port = process.env['PORT'];\n" },
    {
      'packages/engine/src/platform/database.ts':
        'const { DATABASE_URL } = process.env;\nexport const db = DATABASE_URL;\n',
    },
    { 'apps/api/src/main.ts': "import { env } from 'node:process';\nexport const port = env;\n" },
  ],
  'clock-is-passed': [
    { 'packages/catalog/src/product.ts': 'export const product = () => Date.now();\n' },
    { 'packages/streams/src/pin.ts': 'export const pin = () => new Date();\n' },
    { 'packages/engine/src/ordering/place-order.ts': 'export const placeOrder = () => Math.random();\n' },
    { 'packages/kernel/src/money.ts': 'export const zero = () => Math.random();\n' },
  ],
  'routes-declare-a-guard': [
    { 'apps/api/src/orders.controller.ts': controller('@Get()') },
    { 'apps/api/src/orders.controller.ts': controller('@Public() @Member() @Post(":id")') },
    { 'apps/api/src/orders.controller.ts': `@RetailerKey()${controller('@Public() @Delete()')}` },
  ],
  'schema-by-migration': [{ 'packages/engine/src/platform/database.ts': 'export const db = { synchronize: true };\n' }],
  'at-most-seven-constructor-arguments': [
    {
      'packages/engine/src/ordering/place-order.ts':
        'export class PlaceOrder { constructor(a, b, c, d, e, f, g, h) {} }\n',
    },
  ],
  'no-loose-notes': [
    { 'packages/kernel/src/money.ts': '// @ts-ignore\nexport const zero = 0;\n' },
    { 'packages/kernel/src/money.ts': '/* TODO: later */\nexport const zero = 0;\n' },
  ],
  'file-names': [
    { 'packages/kernel/src/utils.ts': 'export const one = 1;\n' },
    { 'packages/kernel/src/helpers/one.ts': 'export const one = 1;\n' },
    { 'packages/kernel/src/moneyBag.ts': 'export const one = 1;\n' },
    { 'packages/kernel/src/money.stuff.ts': 'export const one = 1;\n' },
  ],
  'file-length': [
    { 'packages/kernel/src/money.ts': 'export const one = 1;\n'.replace('one', 'zero') + '\n'.repeat(400) },
  ],
  'versions-in-catalog': [
    { 'package.json': '{ "devDependencies": { "jest": "^30.0.0" } }' },
    { 'packages/testing/package.json': pack('testing', { dependencies: { pg: '8.0.0' } }) },
  ],
  'beside-is-for-development': [
    { 'apps/api/package.json': pack('api', { exports: {}, dependencies: { '@sidestall/testing': 'workspace:*' } }) },
  ],
  rooms: [
    { 'packages/gifts/package.json': pack('gifts', { exports: {} }), 'packages/gifts/src/index.ts': 'export {};\n' },
    {
      'packages/attic/package.json': pack('attic', { exports: {} }),
      'packages/attic/src/box.ts': 'export const box = 1;\n',
    },
    { 'packages/kernel/package.json': pack('words') },
    { 'packages/kernel/package.json': pack('kernel', { scripts: {} }) },
  ],
  'source-condition': [{ 'packages/kernel/package.json': pack('kernel', { exports: { '.': './dist/index.js' } }) }],
  'builds-are-packed': [
    { 'packages/kernel/package.json': pack('kernel', { scripts: { typecheck: 'tsc', build: 'sidestall-build' } }) },
  ],
  'top-level': [{ 'notes.md': 'Remember the milk.\n' }],
};
