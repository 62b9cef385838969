/** Where a workspace folder stands. Arrows run strictly down; `beside` is reached from start-up, tests and config only. */
export type Floor = 'words' | 'domain' | 'contracts' | 'engine' | 'client' | 'ui' | 'partner-sdk' | 'app' | 'beside';

const DOMAIN = new Set('catalog inventory streams ordering fulfillment payments ledger gifts trends'.split(' '));
const BESIDE = new Set(['stripe-sandbox', 'testing', 'tooling']);
const NAMED: Readonly<Record<string, Floor>> = {
  kernel: 'words',
  contracts: 'contracts',
  engine: 'engine',
  client: 'client',
  ui: 'ui',
  'partner-sdk': 'partner-sdk',
};

/** The floor of a folder such as `packages/kernel`, or null for a folder the plan does not know. */
export function floorOf(dir: string): Floor | null {
  const [parent, name] = dir.split('/') as [string, string];
  if (parent === 'apps') return 'app';
  if (BESIDE.has(name)) return 'beside';
  if (DOMAIN.has(name)) return 'domain';
  return NAMED[name] ?? null;
}

/** Which floors each floor may stand on. */
export const MAY_IMPORT = {
  words: [],
  domain: ['words'],
  contracts: ['words'],
  engine: ['words', 'domain', 'contracts'],
  client: ['words', 'domain', 'contracts'],
  ui: ['words', 'contracts'],
  'partner-sdk': ['contracts'],
  app: ['words', 'domain', 'contracts', 'engine', 'client', 'ui', 'partner-sdk'],
  beside: ['words', 'domain', 'contracts', 'engine', 'client', 'partner-sdk', 'beside'],
} as const satisfies Readonly<Record<Floor, readonly Floor[]>>;

/** Doors that a browser or a partner opens stand on less than the others. */
export const APP_MAY_IMPORT: Readonly<Record<string, readonly Floor[]>> = {
  'apps/storefront': ['words', 'domain', 'contracts', 'client', 'ui'],
  'apps/console': ['words', 'domain', 'contracts', 'client', 'ui'],
  'apps/demo-stream': ['words'],
  'apps/sample-retailer': ['partner-sdk'],
};

/** The contexts of the engine and which others each may call; whoever is not listed knows nobody. */
export const ENGINE_ORDER: Readonly<Record<string, readonly string[]>> = {
  identity: [],
  catalog: [],
  inventory: [],
  ledger: [],
  streams: ['catalog', 'inventory'],
  payments: ['ledger'],
  ordering: ['identity', 'catalog', 'inventory', 'streams', 'payments'],
  gifts: ['streams', 'payments', 'ledger'],
  fulfillment: ['ordering', 'inventory'],
  trends: [],
};

/** Files that tests, configuration and builds own; what ships may not depend on what these may reach. */
export function isBackstage(file: string): boolean {
  return (
    /\.(spec|int-spec|arch-spec|e2e-spec|fixture)\.tsx?$/.test(file) ||
    /\.config\.(ts|mts|mjs|js)$/.test(file) ||
    file.startsWith('apps/e2e/') ||
    /^(apps|packages)\/[^/]+\/(scripts|bench|test)\//.test(file) ||
    /\/(testing|fixtures)\/|\/test-[a-z-]+\.ts$/.test(file)
  );
}
