import type { StreamView } from '@sidestall/contracts';

/** Whose rules are edited. */
export interface RulesScope {
  readonly brandId: string;
  /** For one show alone; null for all orders of the brand. */
  readonly showId: StreamView['id'] | null;
}
