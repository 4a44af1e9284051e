// Builds the page into ../assets, which are committed and built into the program.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: '../assets',
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy forbids data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
