import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const LOADER_LIMIT = 1_536;
const FIRST_PIN_LIMIT = 16 * 1_024;

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
const usesReact = process.env.SIDESTALL_RUNTIME === 'react';
const own = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

/** The loader fetches the core by a path that is known only when the core is written. */
function loaderFindsCore(): Plugin {
  return {
    name: 'sidestall-loader',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const core = chunks.find((chunk) => chunk.name === 'stall');
        const loader = chunks.find((chunk) => chunk.name === 'loader');
        if (!core || !loader) this.error('The loader or its core is missing');
        loader.code = loader.code.replaceAll('__STALL_CORE__', JSON.stringify(`../../${core.fileName}`));
        if (loader.imports.length > 0) this.error(`The loader must stand alone, but imports ${loader.imports.join()}`);

        const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
        const first = new Set([loader.fileName, core.fileName]);
        for (const name of first) for (const next of byName.get(name)?.imports ?? []) first.add(next);
        const size = (names: Iterable<string>) =>
          [...names].reduce((sum, name) => sum + gzipSync(byName.get(name)?.code ?? '', { level: 9 }).length, 0);
        const sizes = { loader: size([loader.fileName]), firstPin: size(first) };
        console.log(`\nstorefront: loader ${sizes.loader} B, first pin ${sizes.firstPin} B (gzip)`);
        if (usesReact) return;
        if (sizes.loader > LOADER_LIMIT) this.error(`The loader is above ${LOADER_LIMIT} B`);
        if (sizes.firstPin > FIRST_PIN_LIMIT) this.error(`What the first pin needs is above ${FIRST_PIN_LIMIT} B`);
      },
    },
  };
}

export default defineConfig({
  resolve: {
    conditions: ['@sidestall/source', ...defaultClientConditions],
    alias: usesReact
      ? []
      : [
          { find: /^react\/jsx-runtime$/, replacement: own('preact/jsx-runtime') },
          { find: /^react-dom\/client$/, replacement: own('preact/compat/client') },
          { find: /^react-dom$/, replacement: own('preact/compat') },
          { find: /^react$/, replacement: own('preact/compat') },
        ],
  },
  plugins: [loaderFindsCore()],
  build: {
    target: 'es2022',
    // The server was built into the same folder before.
    emptyOutDir: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { loader: 'src/loader.ts', stall: 'src/stall/mount.tsx', order: 'orders/index.html' },
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: ({ name }) => (name === 'loader' ? 'w/1/loader.js' : `w/${version}/[name]-[hash].js`),
        chunkFileNames: `w/${version}/[name]-[hash].js`,
        assetFileNames: `w/${version}/[name]-[hash][extname]`,
      },
    },
  },
});
