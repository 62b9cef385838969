export * from './account.ts';
export * from './payable-state.ts';
export * from './posting.ts';
export * from './split-terms.ts';
export * from './take-back.ts';
