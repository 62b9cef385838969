export * from './decline.ts';
export * from './hear.ts';
export * from './payment-state.ts';
export * from './dispute-evidence.ts';
export * from './dispute-state.ts';
export * from './refund-date.ts';
export * from './refund-plan.ts';
export * from './refund-state.ts';
