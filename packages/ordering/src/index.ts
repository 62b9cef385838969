export * from './capture-items.ts';
export * from './line-units.ts';
export * from './order-state.ts';
export * from './quote-content.ts';
export * from './returnable.ts';
export * from './shipping-rates.ts';
export * from './tax-rates.ts';
