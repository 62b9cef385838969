// The second lock on the walls: the architecture test reads syntax trees, this reads the resolved graph.
const DOMAIN = 'catalog|inventory|streams|ordering|fulfillment|payments|ledger|gifts|trends';
const BACKSTAGE =
  '([.-](spec|int-spec|arch-spec|e2e-spec|fixture)[.]tsx?$|[.]config[.](ts|mjs|js)$|^apps/e2e/|^packages/(tooling|testing|stripe-sandbox)/|/(scripts|bench|testing)/|/test-[a-z-]+[.]ts$)';

/** What each context of the engine may know besides itself and the platform. */
const ENGINE = {
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
const contexts = Object.keys(ENGINE);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: { pathNot: BACKSTAGE },
      to: { couldNotResolve: true, pathNot: '^[?]' },
    },
    {
      name: 'kernel-knows-nobody',
      severity: 'error',
      from: { path: '^packages/kernel/src' },
      to: { path: '^(packages/(?!kernel/)|apps/)' },
    },
    {
      name: 'domain-knows-the-kernel-alone',
      severity: 'error',
      from: { path: `^packages/(${DOMAIN})/src`, pathNot: BACKSTAGE },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(kernel|$1)/' },
    },
    {
      name: 'contracts-know-the-kernel-alone',
      severity: 'error',
      from: { path: '^packages/contracts/src', pathNot: BACKSTAGE },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(kernel|contracts)/' },
    },
    {
      name: 'engine-stands-on-meaning',
      severity: 'error',
      from: { path: '^packages/engine/src', pathNot: BACKSTAGE },
      to: { path: '^(packages|apps)/', pathNot: `^packages/(engine|kernel|contracts|${DOMAIN})/` },
    },
    {
      name: 'browser-never-imports-the-server',
      severity: 'error',
      from: {
        path: '^(packages/(client|ui|partner-sdk)|apps/(storefront|console|demo-stream|sample-retailer))/src',
        pathNot: BACKSTAGE,
      },
      to: { path: '^packages/engine/' },
    },
    {
      name: 'apps-do-not-know-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: BACKSTAGE },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'beside-stays-backstage',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src', pathNot: BACKSTAGE },
      to: { path: '^packages/(tooling|testing|stripe-sandbox)/' },
    },
    {
      name: 'packages-know-no-app',
      severity: 'error',
      from: { path: '^packages/', pathNot: BACKSTAGE },
      to: { path: '^apps/' },
    },
    {
      name: 'platform-knows-no-context',
      severity: 'error',
      from: { path: '^packages/engine/src/platform/', pathNot: BACKSTAGE },
      to: { path: `^packages/engine/src/(${contexts.join('|')})/` },
    },
    ...contexts.map((context) => ({
      name: `engine-order-${context}`,
      severity: 'error',
      from: { path: `^packages/engine/src/${context}/`, pathNot: BACKSTAGE },
      to: {
        path: `^packages/engine/src/(${contexts.filter((other) => other !== context && !ENGINE[context].includes(other)).join('|')})/`,
      },
    })),
  ],
  options: {
    // Types count as imports: a type that points upward is a wall with a hole.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|[.]sidestall|[.]turbo)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@sidestall/source', 'import', 'module', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
