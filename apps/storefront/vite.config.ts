import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const LOADER_LIMIT = 1_536;
const FIRST_PIN_LIMIT = 16 * 1_024;

/** The parts of the tree that make up what a viewer sees first. */
const FIRST_PIN = [
  '/preact/dist/',
  '/preact/hooks/',
  '/preact/jsx-runtime/',
  '/packages/',
  '/src/runtime/',
  '/src/stall/',
  '/src/cart/cart.ts',
  '/src/cart/stored-cart',
  '/src/words/words',
  '/src/words/en/stall',
  'vite/preload-helper',
];

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
const usesReact = process.env.SIDESTALL_RUNTIME === 'react';
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const own = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

/** React's names, met from Preact: from its small core for our own screens, from its compatibility layer for others'. */
function onPreact(): Plugin {
  const ours: Record<string, string> = {
    react: file('src/runtime/react.ts'),
    'react-dom/client': file('src/runtime/react-dom-client.ts'),
  };
  const theirs: Record<string, string> = {
    react: own('preact/compat'),
    'react-dom': own('preact/compat'),
    'react/jsx-runtime': own('preact/jsx-runtime'),
  };
  return {
    name: 'sidestall-preact',
    enforce: 'pre',
    resolveId(specifier, importer) {
      const isOurs = !importer?.includes('/node_modules/');
      return (isOurs ? ours[specifier] : undefined) ?? theirs[specifier] ?? null;
    },
  };
}

/** Vite's helper preloads what a chunk needs; no chunk of ours brings styles or further chunks, so it only costs bytes. */
function plainImports(): Plugin {
  return {
    name: 'sidestall-plain-imports',
    enforce: 'pre',
    load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/** The loader fetches the core by a path that is known only when the core is written. */
function loaderFindsCore(): Plugin {
  return {
    name: 'sidestall-loader',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const core = chunks.find((chunk) => chunk.facadeModuleId?.endsWith('/stall/mount.tsx'));
        const loader = chunks.find((chunk) => chunk.name === 'loader');
        const style = Object.values(bundle).find(
          (each) => each.type === 'asset' && each.names.includes('stall-style.css'),
        );
        if (!core || !loader || !style) this.error('The loader, its core or its styles are missing');
        const paths = (names: readonly string[]) => JSON.stringify(names.map((name) => `../../${name}`));
        loader.code = loader.code.replaceAll('__STALL_CORE__', paths([core.fileName, ...core.imports]));
        loader.code = loader.code.replaceAll('__STALL_STYLE__', JSON.stringify(`../../${style.fileName}`));
        for (const chunk of chunks) if (chunk.name === 'stall-style') delete bundle[chunk.fileName];
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

/** Compressed once here instead of at every request. */
function compressed(): Plugin {
  return {
    name: 'sidestall-compressed',
    writeBundle({ dir }, bundle) {
      for (const { fileName } of Object.values(bundle).filter((each) => /^w\/.*\.(js|css)$/.test(each.fileName))) {
        const written = path.join(dir ?? '', fileName);
        const content = readFileSync(written);
        writeFileSync(`${written}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${written}.br`, brotliCompressSync(content));
      }
    },
  };
}

export default defineConfig({
  resolve: {
    conditions: ['@sidestall/source', ...defaultClientConditions],
  },
  plugins: [plainImports(), ...(usesReact ? [] : [onPreact()]), loaderFindsCore(), compressed()],
  build: {
    target: 'es2022',
    // Both have light-dark(), which the accents computed at run time use too; a stand-in in the styles would not know them.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The server was built into the same folder before.
    emptyOutDir: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        loader: 'src/loader.ts',
        stall: 'src/stall/mount.tsx',
        'stall-style': 'src/stall/stall-style.css',
        order: 'orders/index.html',
        waitlist: 'waitlist/index.html',
      },
      // The loader calls the core by name.
      preserveEntrySignatures: 'exports-only',
      output: {
        // What the first pin needs travels as one file.
        codeSplitting: {
          groups: [
            {
              name: 'core',
              test: (id) => {
                const path = id.replaceAll('\\', '/');
                return (
                  !/\.css|\/(order|cart|drop|waitlist)-calls\./.test(path) &&
                  FIRST_PIN.some((part) => path.includes(part))
                );
              },
            },
          ],
        },
        entryFileNames: ({ name }) => (name === 'loader' ? 'w/1/loader.js' : `w/${version}/[name]-[hash].js`),
        chunkFileNames: `w/${version}/[name]-[hash].js`,
        assetFileNames: `w/${version}/[name]-[hash][extname]`,
      },
    },
  },
});
