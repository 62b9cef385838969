export * from './acceptance.ts';
export * from './candidate.ts';
export * from './delivery-state.ts';
export * from './fulfillment-order-state.ts';
export * from './parcel.ts';
export * from './retry-schedule.ts';
export * from './route-order.ts';
export * from './routing-rounds.ts';
