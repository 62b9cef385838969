export * from './event-place.ts';
export * from './fold-stream.ts';
export * from './pin-gate.ts';
export * from './stream-state.ts';
export * from './stream.ts';
