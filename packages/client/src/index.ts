export * from './answer.ts';
export * from './api.ts';
export * from './console-calls.ts';
export * from './live.ts';
export * from './money-calls.ts';
export * from './order-calls.ts';
export * from './storefront-calls.ts';
