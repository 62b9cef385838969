export * from './canonical-json.ts';
export * from './clock.ts';
export * from './id.ts';
export * from './money.ts';
export * from './never.ts';
export * from './random.ts';
export * from './result.ts';
