/** Where the reader of pictures lies; its version is in its name, so that it stays for ever (vite.config.ts). */
export const READER = '/reader-7.0.0/'
