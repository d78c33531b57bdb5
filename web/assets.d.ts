declare module '*.css'
interface ImportMeta {
  readonly env: { readonly MODE: string; readonly DEV: boolean }
}
