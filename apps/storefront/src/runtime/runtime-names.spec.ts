import { readFileSync } from 'node:fs';
import { z } from 'zod';
import * as inPlaceOfReact from './react.ts';
import * as inPlaceOfReactDom from './react-dom-client.ts';

const lintRules = z.object({
  overrides: z.array(z.object({ files: z.array(z.string()), rules: z.record(z.string(), z.unknown()) })),
});
const bannedImports = z.tuple([
  z.literal('error'),
  z.object({ paths: z.array(z.object({ name: z.string(), allowImportNames: z.array(z.string()).default([]) })) }),
]);

/** What the lint lets the shop import of a package. */
function allowedOf(packageName: string): string[] {
  const text = readFileSync(new URL('../../../../.oxlintrc.json', import.meta.url), 'utf8');
  const ours = lintRules
    .parse(JSON.parse(text))
    .overrides.find(({ files }) => files.includes('apps/storefront/src/**/*.{ts,tsx}'));
  const [, { paths }] = bannedImports.parse(ours?.rules['eslint/no-restricted-imports']);
  return paths.find(({ name }) => name === packageName)?.allowImportNames.toSorted() ?? [];
}

describe('the names of React that the shop may use', () => {
  it('are for the lint the very ones that stand in the place of React in the build', () => {
    expect(allowedOf('react')).toEqual(Object.keys(inPlaceOfReact).toSorted());
    expect(allowedOf('react-dom/client')).toEqual(Object.keys(inPlaceOfReactDom).toSorted());
  });
});
