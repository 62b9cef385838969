/** After so many tries what is still unrouted is canceled, so that a buyer never waits for an answer that cannot come. */
export const MAX_ROUTING_ROUNDS = 3;

/** Whether what one round left over may be tried again in a later round. */
export const mayRouteAgain = (round: number): boolean => round < MAX_ROUTING_ROUNDS;
