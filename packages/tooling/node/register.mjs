// `node --import @sidestall/tooling/register file.ts`: runs TypeScript with decorator metadata, resolving workspace
// packages to their source. @swc-node/register would do the same but needs TypeScript's JavaScript API, which the
// native compiler no longer has.
import { register } from 'node:module';

process.setSourceMapsEnabled(true);
register('./hooks.mjs', import.meta.url);
