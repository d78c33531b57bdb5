import { OpenAPIHono } from '@hono/zod-openapi'
import { AppError } from '../core/domain/kernel/errors.ts'
import { apiPages } from './api-page/routes.ts'
import type { HubEnv } from './context.ts'
import { fileContents } from './files/routes.ts'
import { mailEvents } from './inbound/mail-events.ts'
import { mailWebhooks } from './inbound/mail-webhooks.ts'
import { smsWebhooks } from './inbound/sms.ts'
import { stripeWebhook } from './inbound/stripe.ts'
import { jsonBody } from './middleware/body.ts'
import { filesHost } from './middleware/files-host.ts'
import { idempotency } from './middleware/idempotency.ts'
import { apiLimit } from './middleware/limits.ts'
import { privateAnswers, request } from './middleware/request.ts'
import { session } from './middleware/session.ts'
import { openApiInfo, PLAIN_ROUTES } from './openapi.ts'
import { portalRoutes } from './portal/routes.ts'
import { fail } from './respond.ts'
import { API_ROUTES } from './routes/api.ts'
import { authRoutes } from './routes/auth.ts'
import { healthRoutes } from './routes/health.ts'
import { jwks } from './routes/jwks.ts'
import { webApp } from './web-app.ts'

/** Everything behind a token: 401 first, then the limit, the body, the key, the schema, and the role in the database. */
const api = new OpenAPIHono<HubEnv>()
api.use('*', session, apiLimit, jsonBody, idempotency)
for (const routes of API_ROUTES) api.route('/', routes)

export const app = new OpenAPIHono<HubEnv>()
app.use('*', request, filesHost)
app.use('/v1/*', privateAnswers)
app.onError((error, c) => fail(c, error))
app.notFound((c) => fail(c, new AppError('NOT_FOUND', 'Not found')))
app.route('/', healthRoutes)
app.route('/', stripeWebhook)
app.route('/', mailWebhooks)
app.route('/', mailEvents)
app.route('/', smsWebhooks)
app.route('/portal', portalRoutes)
app.route('/files', fileContents)
app.get('/.well-known/jwks.json', jwks)
app.route('/v1/auth', authRoutes)
app.route('/v1', api)
app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
})
for (const plain of PLAIN_ROUTES) app.openAPIRegistry.registerPath(plain as never)
app.doc31('/openapi.json', openApiInfo)
app.get(
  '/docs/api/:chapter?',
  apiPages(() => app.getOpenAPI31Document(openApiInfo)),
)
app.all('/v1/*', (c) => fail(c, new AppError('NOT_FOUND', 'Not found')))
app.get('*', webApp)
