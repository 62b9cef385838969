export * from './capture-amount.ts';
export * from './line-units.ts';
export * from './order-state.ts';
export * from './quote-content.ts';
export * from './shipping-rates.ts';
export * from './tax-rates.ts';
