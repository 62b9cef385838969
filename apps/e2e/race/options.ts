import { parseArgs } from 'node:util';

export const SCENARIOS = ['race', 'tabs', 'abandoned', 'feed-zero', 'two-drops', 'cap', 'clock'] as const;
export type Scenario = (typeof SCENARIOS)[number];

export interface RaceOptions {
  readonly scenario: Scenario;
  readonly buyers: number;
  readonly units: number;
  /** How many buyers are in the shop at the same moment. */
  readonly atOnce: number;
  /** How many API processes the house of the race has. */
  readonly apis: number;
  readonly kills: boolean;
  readonly seed: number;
  /** Somebody's own install, instead of a house for the race alone. */
  readonly install: Install | null;
  /** What is sold; left out, something that is for sale and has not been sold yet. */
  readonly listing: string | null;
}

export interface Install {
  readonly apiUrls: readonly string[];
  readonly databaseUrl: string;
  readonly stripeSecretKey: string;
  readonly stripeUrl: string;
}

const USAGE = `npm run race -- [--buyers 1000] [--units 100] [--at-once N] [--apis 1] [--kills] [--seed 7]
                 [--scenario ${SCENARIOS.join(' | ')}]
                 [--api-url URL … --database-url URL [--listing lst_…]]   (STRIPE_SECRET_KEY, STRIPE_API_URL from the environment)`;

/** What the scenario is about when nothing else is said. */
const USUAL: Readonly<Record<Scenario, { buyers: number; units: number; apis: number }>> = {
  race: { buyers: 1_000, units: 100, apis: 1 },
  tabs: { buyers: 40, units: 100, apis: 2 },
  abandoned: { buyers: 5_000, units: 5_000, apis: 1 },
  'feed-zero': { buyers: 100, units: 100, apis: 1 },
  'two-drops': { buyers: 400, units: 100, apis: 2 },
  cap: { buyers: 3, units: 30, apis: 2 },
  clock: { buyers: 400, units: 100, apis: 3 },
};

/** Scenarios whose steps have to be followed, or that are over before anything could be killed. */
const CALM: readonly Scenario[] = ['abandoned', 'feed-zero', 'cap'];

const AT_ONCE = 1_000;

/** The command line is not one that the race understands: the message says why. */
export class UsageError extends Error {
  constructor(why: string) {
    super(`${why}\n\n${USAGE}`);
  }
}

export function readOptions(given: readonly string[]): RaceOptions {
  const { values } = parsed(given);
  const scenario = SCENARIOS.find((name) => name === (values.scenario ?? 'race'));
  if (!scenario) throw new UsageError(`--scenario is one of ${SCENARIOS.join(', ')}`);
  const usual = USUAL[scenario];
  if (scenario === 'clock' && values.apis)
    throw new UsageError('The clock scenario has three API processes; leave --apis out');
  if (values.kills && CALM.includes(scenario))
    throw new UsageError(`${scenario} is a trouble of its own; leave --kills out`);
  const buyers = whole('buyers', values.buyers, usual.buyers);
  const install = installOf(values['api-url'], values['database-url']);
  if (install && (values.kills || values.apis || scenario === 'clock')) {
    throw new UsageError('An install of your own is neither killed nor started; leave --kills, --apis and clock out');
  }
  return {
    scenario,
    buyers,
    units: whole('units', values.units, usual.units),
    atOnce: whole('at-once', values['at-once'], Math.min(buyers, AT_ONCE)),
    apis: whole('apis', values.apis, usual.apis),
    kills: values.kills ?? false,
    seed: whole('seed', values.seed, 7),
    install,
    listing: values.listing ?? null,
  };
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        scenario: { type: 'string' },
        buyers: { type: 'string' },
        units: { type: 'string' },
        'at-once': { type: 'string' },
        apis: { type: 'string' },
        kills: { type: 'boolean' },
        seed: { type: 'string' },
        'api-url': { type: 'string', multiple: true },
        'database-url': { type: 'string' },
        listing: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new UsageError(`--${name} takes a whole number above 0`);
}

function installOf(apiUrls: readonly string[] | undefined, databaseUrl: string | undefined): Install | null {
  if (!apiUrls && !databaseUrl) return null;
  if (!apiUrls || !databaseUrl)
    throw new UsageError('--api-url and --database-url belong together: one sells, the other is audited');
  const { STRIPE_SECRET_KEY: stripeSecretKey, STRIPE_API_URL: stripeUrl } = process.env;
  if (!stripeSecretKey?.includes('_test_'))
    throw new UsageError('Set STRIPE_SECRET_KEY to the test key of that install');
  return {
    apiUrls: apiUrls.map(withoutSlash),
    databaseUrl,
    stripeSecretKey,
    stripeUrl: withoutSlash(stripeUrl ?? 'https://api.stripe.com'),
  };
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');
