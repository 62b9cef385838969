import { HOUSE_RULES, type RuleSet } from './routing/rule-set.ts';

/** After so many tries what is still unrouted becomes what the rules say, so that a buyer never waits for an answer that cannot come. */
export const MAX_ROUTING_ROUNDS = 3;

/** Whether what one round left over may be tried again in a later round. */
export const mayRouteAgain = (round: number, rules: Pick<RuleSet, 'maxRounds'> = HOUSE_RULES): boolean =>
  round < Math.min(rules.maxRounds, MAX_ROUTING_ROUNDS);
