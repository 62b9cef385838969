export * from './account-code.ts';
export * from './account.ts';
export * from './gift.ts';
export * from './payable-state.ts';
export * from './posting.ts';
export * from './split-terms.ts';
export * from './take-back.ts';
export * from './taking.ts';
