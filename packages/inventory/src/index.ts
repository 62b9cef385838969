export * from './hold-state.ts';
export * from './movement.ts';
export * from './shelf-count.ts';
export * from './stock-counts.ts';
export * from './stock-state.ts';
export * from './units.ts';
