import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['@sidestall/source', ...defaultClientConditions] },
  build: { outDir: 'dist/site', emptyOutDir: true, target: 'es2022', sourcemap: true },
});
