import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { weigh, type BuiltFile } from './src/build/size-budgets.ts';
import { embedManifest } from './src/embed/embed-manifest.ts';
import { importBuiltWords, wordFiles } from './src/build/word-files.ts';

/** The parts of the tree that travel together: one file compresses better than ten. */
const TRAVEL = {
  /** What a viewer sees first. */
  core: [
    /\/preact\/(dist|hooks|jsx-runtime)\//,
    /\/packages\/(?!.*(\/(order|cart|drop|waitlist|storefront)-calls|\/storefront-routes|client\/src\/(api|answer)|streams\/src\/replay(-\w+)?)\.)/,
    /\/src\/(runtime|stall)\//,
    /\/src\/cart\/(cart|stored-cart)\./,
    /\/src\/words\/words\./,
    /vite\/preload-helper/,
  ],
  /** What every sheet needs. */
  sheets: [
    /\/src\/shop\/(sheets|sheet-frame|sheet-place|icon-paths)\./,
    /\/src\/cart\/(api-of|cart-keeper|cart-wish|cart-desk|kept-cart|use-coupons)\./,
    /\/(cart|storefront)-calls\.|\/client\/src\/(api|answer)\.|\/storefront-routes\.|\/place-and-time\./,
  ],
  /** An order's sums, which the page of an order shows without a checkout. */
  sums: [/\/checkout\/totals-table\./, /\/order\/money-rows\.css/],
  checkout: [
    /\/src\/checkout\/(checkout-sheet|delivery-|coupon-field|use-quote|use-placing|order-summary|checkout-part|checkout\.css)/,
  ],
  /** Stripe's fields, which wait for a total and for Stripe's own script. */
  payment: [/\/src\/checkout\/(payment-|use-payment|stripe-script)/],
} as const;

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
/** Where pages that always want the newest release find it. */
const CHANNEL = 'w/1';
const usesReact = process.env.SIDESTALL_RUNTIME === 'react';
const words = wordFiles(fileURLToPath(new URL('src/words', import.meta.url)));
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const own = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

/** React's names, met from Preact's small core: all screens are our own, so none needs its compatibility layer. */
function onPreact(): Plugin {
  const names: Record<string, string> = {
    react: file('src/runtime/react.ts'),
    'react-dom/client': file('src/runtime/react-dom-client.ts'),
    'react/jsx-runtime': own('preact/jsx-runtime'),
  };
  return {
    name: 'sidestall-preact',
    enforce: 'pre',
    resolveId: (specifier) => names[specifier] ?? null,
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
        loader.code = loader.code.replaceAll('__STALL_WORDS__', JSON.stringify(`../../w/${version}/${words.folder}/`));
        loader.code = loader.code.replaceAll('__STALL_LANGUAGES__', JSON.stringify(words.languages.join(' ')));
        for (const chunk of chunks) if (chunk.name === 'stall-style') delete bundle[chunk.fileName];
        if (loader.imports.length > 0) this.error(`The loader must stand alone, but imports ${loader.imports.join()}`);
        // The floating channel: the newest release under an address that stays.
        this.emitFile({ type: 'asset', fileName: `${CHANNEL}/loader.js`, source: loader.code });
      },
    },
  };
}

/** Each language's words lie in files of their own, which the core names by language and part. */
function wordsBesideCore(): Plugin {
  return {
    name: 'sidestall-words',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('/src/words/words.ts') ? importBuiltWords(code, words.folder) : null),
  };
}

/** A build that is too heavy is none: nobody notices a kilobyte more, and everybody pays for it. */
function weighed(): Plugin {
  return {
    name: 'sidestall-weighed',
    enforce: 'post',
    writeBundle(_options, bundle) {
      const files = Object.values(bundle).map((file): BuiltFile =>
        file.type === 'chunk'
          ? { name: file.fileName, code: file.code, imports: file.imports, sources: file.moduleIds }
          : {
              name: file.fileName,
              code: file.source,
              imports: [],
              sources: file.names.includes('stall-style.css') ? ['/stall/stall-style.css'] : [],
            },
      );
      const figures = weigh(files, (content) => gzipSync(content, { level: 9 }).length);
      console.log(`storefront: ${figures.map(({ name, bytes }) => `${name} ${bytes} B`).join(', ')} (gzip)`);
      const heavy = figures.filter(({ bytes, limit }) => bytes > limit);
      if (usesReact || heavy.length === 0) return;
      this.error(heavy.map(({ name, bytes, limit }) => `${name}: ${bytes} B, and may be ${limit} B`).join('; '));
    },
  };
}

/** Says what the release is made of, so that a page can pin it byte by byte. */
function manifested(): Plugin {
  return {
    name: 'sidestall-manifest',
    enforce: 'post',
    writeBundle({ dir }, bundle) {
      const files = Object.fromEntries(
        Object.values(bundle).map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
      );
      const sha384 = (content: string | Uint8Array) =>
        `sha384-${createHash('sha384').update(content).digest('base64')}`;
      const manifest = JSON.stringify(embedManifest(version, files, sha384), null, 2);
      for (const folder of [`w/${version}`, CHANNEL])
        writeFileSync(path.join(dir ?? '', folder, 'manifest.json'), manifest);
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
  plugins: [
    plainImports(),
    wordsBesideCore(),
    ...(usesReact ? [] : [onPreact()]),
    loaderFindsCore(),
    manifested(),
    compressed(),
    weighed(),
  ],
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
        'checkout-page': 'checkout/index.html',
        ...words.entries,
      },
      // The loader calls the core by name.
      preserveEntrySignatures: 'exports-only',
      output: {
        // What the first pin needs travels as one file.
        codeSplitting: {
          groups: Object.entries(TRAVEL).map(([name, parts]) => ({
            name,
            test: (id: string) => {
              const path = id.replaceAll('\\', '/');
              return (name !== 'core' || !path.includes('.css')) && parts.some((part) => part.test(path));
            },
          })),
        },
        entryFileNames: ({ name }) =>
          name === 'loader'
            ? `w/${version}/loader.js`
            : name.startsWith('words/')
              ? `w/${version}/${name.replace('words', words.folder)}.js`
              : `w/${version}/[name]-[hash].js`,
        chunkFileNames: `w/${version}/[name]-[hash].js`,
        assetFileNames: `w/${version}/[name]-[hash][extname]`,
      },
    },
  },
});
