import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { READER } from './web/models/reading/place.ts'

const SHARED = /web\/(components|models)\/|lucide|core\/domain\/kernel|@tanstack/
/** What a draft is, and how it is kept: for whoever writes one or makes one like another, never for the first page. */
const DRAFTS =
  /web\/models\/(document-(draft|editor|link)|(invoice|quote)-(kind|links)|use-pay-words|last-invoice|kept-drafts|mail-text|save-note|sending)\.ts|pages\/drafts\/sums\.tsx|kernel\/money\.ts|dinero/
/**
 * What only those need who type into something: it comes with the first page that has a field. EmailField also asks, and
 * would take along what the first load asks with.
 */
const FIELDS =
  /web\/components\/((?!email)\w+-field|field|day-range|check|combobox|form-dialog|form-problem)\.tsx|web\/models\/(form|tell|typed-number|places-by-name|currencies|tax-rates)\.ts|kernel\/(text|currencies|decimal|result)\.ts/
/** What lists and the pages of single things share; Home has neither. */
const LISTS =
  /web\/components\/(list-page|list-frame|files-card|timeline|pill|confidence|auto-focus|avatar|tabs)\.tsx?|web\/models\/(delete-later|contacts|files|team|invoices|quotes|profile|reminders|last-document|paper|use-pages|use-debounced|use-page-commands|decimal)\.ts|documents\/file-name\.ts|nfiniteQuery/

/** What the inbox and its windows share. */
const INBOX =
  /web\/models\/(ask-when|conversations|deliveries|later|letters|message-times|presence|replies|templates)\.ts/

/** They would take along what fields, lists and menus have. */
const APART =
  /web\/(components\/(contact-picker|object-page|money-tabs)|models\/(ai-drafts|document-totals|due-words|later))\.tsx?/

/** In place of Vite's own helper, which takes a style that failed for loaded and asks for modules that cannot come. */
const pieces: Plugin = {
  name: 'pieces',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js' ? "export { fetchPiece as __vitePreload } from '/pieces.ts'" : undefined,
}

/** In place of Lucide's own, whose settings nothing here uses (components/icon.tsx). */
const icons: Plugin = {
  name: 'icons',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('lucide-preact/dist/esm/createLucideIcon.mjs')
      ? "export { default } from '/components/drawn-icon.ts'"
      : undefined,
}

const folderOf = (name: string) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))

/** What reads pictures on a device (Tesseract, with English data), served by us and fetched only by who reads one. */
const reader: Plugin = {
  name: 'reader',
  apply: 'build',
  generateBundle() {
    const core = folderOf('tesseract.js-core')
    const files = [
      join(folderOf('tesseract.js'), 'dist/worker.min.js'),
      ...['', '-simd', '-relaxedsimd'].map((kind) => join(core, `tesseract-core${kind}-lstm.wasm.js`)),
      join(folderOf('@tesseract.js-data/eng'), '4.0.0_best_int/eng.traineddata.gz'),
    ]
    for (const file of files)
      this.emitFile({
        type: 'asset',
        fileName: `${READER.slice(1)}${file.split('/').at(-1)}`,
        source: readFileSync(file),
      })
  },
}

export default defineConfig({
  root: 'web',
  publicDir: 'public',
  plugins: [pieces, icons, reader],
  server: { proxy: { '/v1': 'http://127.0.0.1:8787', '/portal': 'http://127.0.0.1:8787' } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The pages are served with style-src and script-src 'self': nothing may end up inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies: (file, files) => (files.length > 0 ? files : [file]) },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // The fewest signs that can be: the name of each file stands in what is loaded first.
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
        // What most pages share comes with the first load: a page is then a few small requests, all at once.
        codeSplitting: {
          groups: [
            {
              name: 'parts',
              test: (id) => SHARED.test(id) && ![FIELDS, DRAFTS, LISTS, INBOX, APART].some((group) => group.test(id)),
              minShareCount: 6,
              priority: 2,
            },
            // Fields and lists need these too, but so do the shell and Home.
            {
              name: 'shell',
              test: /components\/(popup|page-frame)|models\/(due-day|business)\.|contacts\/first-name|preact-iso|icons\/(chevron-down|circle-alert|plus|search|x)\./,
              priority: 1,
            },
            // One file of what several pages draw: the name of each stands in what is loaded first.
            {
              name: 'icons',
              test: /icons\/(clock|rotate-ccw|rotate-ccw-clock|user-round|circle-check|mail|credit-card|external-link|repeat|circle-question-mark|user-plus|languages|message-square-text|scan-text|sparkles)\.m?js/,
            },
            { name: 'fields', test: FIELDS },
            { name: 'drafts', test: DRAFTS },
            { name: 'lists', test: LISTS },
          ],
        },
      },
    },
  },
})
