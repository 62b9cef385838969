export * from './event-place.ts';
export * from './fold-stream.ts';
export * from './pin-gate.ts';
export * from './replay.ts';
export * from './replay-place.ts';
export * from './replay-tracks.ts';
export * from './stream-state.ts';
export * from './stream.ts';
