import { defineConfig } from 'vite'

export default defineConfig({
  root: 'web',
  publicDir: 'public',
  server: { proxy: { '/v1': 'http://127.0.0.1:8787', '/portal': 'http://127.0.0.1:8787' } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The pages are served with style-src and script-src 'self': nothing may end up inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
