import { defineConfig } from 'vite';

export default defineConfig({
  resolve: {
    // The light build plays this channel at two thirds of the bytes; the full one brings the types.
    alias: { 'hls.js': 'hls.js/light' },
  },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2022',
    // The page's styles use light-dark() throughout.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: false,
    rolldownOptions: {
      input: { show: 'src/page/show.ts', playground: 'src/page/playground.ts', replay: 'src/page/replay.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
