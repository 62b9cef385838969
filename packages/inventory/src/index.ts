export * from './hold-state.ts';
export * from './units.ts';
