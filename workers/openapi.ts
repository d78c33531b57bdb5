export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'SMB Hub',
    version: '1',
    description:
      'Messages, work and money of a small business. Amounts are decimal strings; lists are paged by cursor.',
  },
}

const plain = (description: string, schema: object) => ({
  200: { description, content: { 'application/json': { schema } } },
})

const mailTaken = {
  ...plain('Stored, or for nobody', { type: 'object' }),
  400: { description: 'It carries no raw mail' },
  401: { description: 'It is not signed by the provider' },
  413: { description: 'Too large' },
  502: { description: 'It could not be stored; send it again' },
}

const textTaken = (description: string) => ({
  200: { description, content: { 'text/xml': { schema: { type: 'string' } } } },
  400: { description: 'The signature does not fit' },
  413: { description: 'Too large' },
})

/** Routes that are no resource of ours but belong in the document: it lists every route. */
export const PLAIN_ROUTES = [
  {
    method: 'post',
    path: '/v1/webhooks/stripe',
    summary: 'Events of Stripe, signed',
    tags: ['Webhooks'],
    responses: {
      ...plain('Stored', { type: 'object' }),
      400: { description: 'The signature does not fit' },
      413: { description: 'Too large' },
    },
  },
  {
    method: 'post',
    path: '/v1/webhooks/mail/postmark',
    summary: 'A mail that Postmark received, with its raw content; basic authentication',
    tags: ['Webhooks'],
    responses: mailTaken,
  },
  {
    method: 'post',
    path: '/v1/webhooks/mail/mailgun',
    summary: 'A mail that Mailgun received, as MIME; signed',
    tags: ['Webhooks'],
    responses: mailTaken,
  },
  {
    method: 'post',
    path: '/v1/webhooks/mail/resend',
    summary: 'How a mail that Resend took fared, signed as Svix signs',
    tags: ['Webhooks'],
    responses: {
      ...plain('Stored', { type: 'object' }),
      400: { description: 'The signature does not fit' },
      413: { description: 'Too large' },
    },
  },
  {
    method: 'post',
    path: '/v1/webhooks/sms/twilio',
    summary: 'A text message that Twilio received; signed',
    tags: ['Webhooks'],
    responses: textTaken('Stored, or for nobody; nothing is answered'),
  },
  {
    method: 'post',
    path: '/v1/webhooks/sms/twilio/status',
    summary: 'How a text message of ours fared; signed',
    tags: ['Webhooks'],
    responses: textTaken('Written down, or of none of ours'),
  },
  {
    method: 'get',
    path: '/.well-known/jwks.json',
    summary: 'The public keys of access tokens',
    tags: ['Identity'],
    responses: plain('A JSON Web Key Set', { type: 'object' }),
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    tags: ['Health'],
    responses: plain('OpenAPI 3.1', { type: 'object' }),
  },
  {
    method: 'get',
    path: '/docs/api',
    summary: 'This document for people, with a page for each chapter below it',
    tags: ['Health'],
    responses: { 200: { description: 'The first page', content: { 'text/html': { schema: { type: 'string' } } } } },
  },
] as const
