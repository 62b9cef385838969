export * from './accent.ts';
export * from './live-mark.tsx';
export * from './picture.tsx';
export * from './price.tsx';
export * from './spinner.tsx';
