import { build } from 'esbuild'

/** Bundles a Worker the way wrangler does; answers the text of one module. */
export async function bundleWorker(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.html': 'text', '.css': 'text', '.txt': 'text' },
    sourcemap: 'inline',
    sourcesContent: false,
    keepNames: true,
    logLevel: 'error',
  })
  return outputFiles[0]!.text
}
