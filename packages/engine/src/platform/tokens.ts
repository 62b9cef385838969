/** Injection tokens of what has no class. */
export const ENGINE_CONFIG = Symbol('ENGINE_CONFIG');
export const CLOCK = Symbol('CLOCK');
export const LOGGER = Symbol('LOGGER');
export const JOB_QUEUE = Symbol('JOB_QUEUE');
export const SUBSCRIPTIONS = Symbol('SUBSCRIPTIONS');
