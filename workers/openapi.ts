export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'SMB Hub',
    version: '1',
    description:
      'Messages, work and money of a small business. Amounts are decimal strings; lists are paged by cursor.',
  },
}
