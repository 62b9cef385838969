/** One set of compiler options for the Node runner, Jest and the build, so that decorators mean the same in all three. */
export const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: false, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'es6' },
};

/** The options for one file: JSX is read only where the name says so. */
export function swcOptionsFor(filename) {
  if (!filename.endsWith('.tsx')) return swcOptions;
  return {
    ...swcOptions,
    jsc: {
      ...swcOptions.jsc,
      parser: { ...swcOptions.jsc.parser, tsx: true },
      transform: { ...swcOptions.jsc.transform, react: { runtime: 'automatic' } },
    },
  };
}
