// Stands in for zod's `locales/index.js` in the bundle. English is loaded by zod itself.
export {}
