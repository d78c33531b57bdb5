import { z } from '@hono/zod-openapi'
import * as contract from '../../core/contract/auth.ts'
import { acceptInvitation } from '../../core/services/auth/accept-invitation.ts'
import { changePassword } from '../../core/services/auth/change-password.ts'
import { forgotPassword } from '../../core/services/auth/forgot.ts'
import { logIn } from '../../core/services/auth/login.ts'
import { logOut } from '../../core/services/auth/logout.ts'
import { getMe } from '../../core/services/auth/me.ts'
import { openBusiness } from '../../core/services/auth/open-business.ts'
import { refreshSession } from '../../core/services/auth/refresh.ts'
import { resetPassword } from '../../core/services/auth/reset.ts'
import { openSample, removeSample } from '../../core/services/auth/sample.ts'
import { listSessions, revokeSession } from '../../core/services/auth/sessions.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { switchBusiness } from '../../core/services/auth/switch.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { authContext, dropRefreshCookie, keepDevice, readDevice, readRefreshCookie, signedIn } from '../auth-context.ts'
import { systemDb, tenantDb } from '../context.ts'
import { jsonBody } from '../middleware/body.ts'
import { apiLimit, linkLimit, signLimit } from '../middleware/limits.ts'
import { sameSite } from '../middleware/same-site.ts'
import { session } from '../middleware/session.ts'
import { answer } from '../respond.ts'
import { open, route, router } from './declare.ts'

// No key: most of these are asked before any tenant is known, and none charges or sends twice.
const ofSignIn = { tags: ['Sign-in'], keyless: true }
const opens = { data: contract.SignedIn, ...ofSignIn }

const signup = open(
  route('post', '/signup', {
    summary: 'Sign up; mails a link',
    body: contract.Signup,
    data: contract.SignupStarted,
    status: 201,
    ...ofSignIn,
  }),
)
const verify = open(
  route('post', '/verify', { summary: 'Open the business with the mailed token', body: contract.Verify, ...opens }),
)
const login = open(route('post', '/login', { summary: 'Sign in with a password', body: contract.Login, ...opens }))
const refresh = open(
  route('post', '/refresh', { summary: 'A new access token, by the refresh cookie', body: contract.Refresh, ...opens }),
)
const logout = open(route('post', '/logout', { summary: 'End this sign-in', data: contract.SignedOut, ...ofSignIn }))
const forgot = open(
  route('post', '/forgot', {
    summary: 'Mail a link for a new password',
    body: contract.Forgot,
    data: contract.ForgotStarted,
    ...ofSignIn,
  }),
)
const reset = open(
  route('post', '/reset', {
    summary: 'Set a new password with the mailed token',
    body: contract.Reset,
    data: contract.PasswordChanged,
    ...ofSignIn,
  }),
)
const accept = open(
  route('post', '/accept-invitation', {
    summary: 'Join a business with the mailed token',
    body: contract.AcceptInvitation,
    ...opens,
  }),
)
const change = route('post', '/switch', {
  summary: 'A token for another business of mine',
  body: contract.Switch,
  ...opens,
})
const businesses = route('post', '/businesses', {
  summary: 'Open another business of mine',
  body: contract.OpenBusiness,
  status: 201,
  ...opens,
})
const sample = route('post', '/sample', {
  summary: 'Look at a sample business of mine: nothing leaves it',
  body: contract.OpenSample,
  status: 201,
  ...opens,
})
const unsample = route('delete', '/sample', { summary: 'Remove my sample business with all that it has', ...opens })
const password = route('post', '/password', {
  summary: 'Change my password; ends my other sign-ins',
  body: contract.ChangePassword,
  data: contract.PasswordChanged,
  ...ofSignIn,
})
const me = route('get', '/me', { summary: 'Who I am, my role and my businesses', data: contract.Me, ...ofSignIn })
const sessions = route('get', '/sessions', {
  summary: 'My sign-ins',
  query: contract.SessionQuery,
  data: z.array(contract.Session),
  ...ofSignIn,
})
const revoke = route('delete', '/sessions/{id}', {
  summary: 'End one of my sign-ins',
  data: contract.Session,
  ...ofSignIn,
})

const auth = router()
for (const path of ['/signup', '/forgot', '/reset']) auth.use(path, signLimit)
auth.use('/verify', linkLimit)
// A browser that signed in before is not kept out by its neighbours: its tries are counted in the database, whoever it is.
auth.use('/login', (c, next) => (readDevice(c) ? next() : signLimit(c, next)))
for (const path of ['/switch', '/businesses', '/sample', '/password', '/me', '/sessions', '/sessions/*'])
  auth.use(path, session, apiLimit)
auth.use('*', sameSite, jsonBody)

export const authRoutes = auth
  .openapi(signup, async (c) => answer(c, await signUp(authContext(c), c.req.valid('json')), { status: 201 }))
  .openapi(verify, async (c) => signedIn(c, await verifyEmail(authContext(c), c.req.valid('json'))))
  .openapi(login, async (c) => signedIn(c, await logIn(authContext(c), c.req.valid('json'))))
  .openapi(refresh, async (c) =>
    signedIn(c, await refreshSession(authContext(c), readRefreshCookie(c), c.req.valid('json').tenant_id)),
  )
  .openapi(logout, async (c) => {
    await logOut(authContext(c), readRefreshCookie(c))
    dropRefreshCookie(c)
    return answer(c, { status: 'SIGNED_OUT' })
  })
  .openapi(forgot, async (c) => answer(c, await forgotPassword(authContext(c), c.req.valid('json').email)))
  .openapi(reset, async (c) => {
    const input = c.req.valid('json')
    const context = authContext(c)
    const done = await resetPassword(context, input.token, input.password)
    keepDevice(c, context.caller.device)
    return answer(c, done)
  })
  .openapi(accept, async (c) => signedIn(c, await acceptInvitation(authContext(c), c.req.valid('json'))))
  .openapi(change, async (c) =>
    answer(c, await switchBusiness(authContext(c), c.var.bearer, c.req.valid('json').tenant_id)),
  )
  .openapi(businesses, async (c) =>
    answer(c, await openBusiness(authContext(c), c.var.bearer, c.req.valid('json')), { status: 201 }),
  )
  .openapi(sample, async (c) => {
    const open = (orgId: string) => tenantDb(c, orgId)
    return answer(c, await openSample(authContext(c), c.var.bearer, c.req.valid('json'), open), { status: 201 })
  })
  .openapi(unsample, async (c) => answer(c, await removeSample(authContext(c), c.var.bearer)))
  .openapi(password, async (c) => answer(c, await changePassword(authContext(c), c.var.bearer, c.req.valid('json'))))
  .openapi(me, async (c) => answer(c, await getMe(systemDb(c), c.var.bearer)))
  .openapi(sessions, async (c) => {
    const page = await listSessions(authContext(c), c.var.services.cursors, c.var.bearer, c.req.valid('query'))
    return answer(c, page.rows, page)
  })
  .openapi(revoke, async (c) => answer(c, await revokeSession(authContext(c), c.var.bearer, c.req.valid('param').id)))
