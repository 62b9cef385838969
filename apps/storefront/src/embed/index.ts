export * from './content-policy.ts';
export * from './embed-manifest.ts';
