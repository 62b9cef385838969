export * from './decline.ts';
export * from './hear.ts';
export * from './payment-state.ts';
