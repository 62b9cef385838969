export * from './decline.ts';
export * from './intent-word.ts';
export * from './payment-state.ts';
