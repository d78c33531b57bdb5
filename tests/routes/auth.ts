import { newId } from '../../core/db/ids.ts'
import { type Answer, apiClient, mailTo } from '../support/api.ts'
import { type Made, type Make, type MakeId, mailAddress, type Resource } from '../support/route-row.ts'
import { TEAM_PASSWORD, type TeamBusiness } from '../support/team.ts'

const password = TEAM_PASSWORD

/** One more sign-in of a member, made in the database. */
export async function makeSession(b: TeamBusiness, role: keyof TeamBusiness['userIds']): Promise<Made> {
  const id = newId()
  await b.stack.admin(
    `insert into app.sessions (id, user_id, tenant_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
    [id, b.userIds[role], b.tenantId],
  )
  return { id }
}

/** Somebody who signed up at another address, and what the newest mail to him has in its link. */
async function newcomer(b: TeamBusiness) {
  const email = mailAddress()
  const guest = apiClient(b.stack)
  const signUp = { email, name: 'Olga', business_name: 'Own', password }
  const token = async (mails: number) => {
    const [mail] = await mailTo(b.stack, email, mails)
    return new URL(mail?.links[0] ?? '').searchParams.get('token')
  }
  await guest.post('/v1/auth/signup', signUp)
  return { email, guest, token }
}

async function customer(b: TeamBusiness) {
  const person = await newcomer(b)
  const verified = await person.guest.post('/v1/auth/verify', { token: await person.token(1) })
  return { ...person, verified }
}

const cookieOf = (answer: Answer) => ({ Cookie: (answer.headers.get('Set-Cookie') ?? '').split(';')[0]! })
const withCookie: Make = async (b) => ({ headers: cookieOf((await customer(b)).verified) })
const session: MakeId = async (b, role = 'OWNER') => (await makeSession(b, role)).id

export default {
  rows: {
    'POST /v1/auth/signup': {
      call: async () => ({ body: { email: mailAddress(), name: 'Olga', business_name: 'Own', password } }),
    },
    'POST /v1/auth/verify': { call: async (b) => ({ body: { token: await (await newcomer(b)).token(1) } }) },
    // Before and after it compares the password.
    'POST /v1/auth/login': { call: async (b) => ({ body: { email: (await customer(b)).email, password } }), trips: 2 },
    'POST /v1/auth/refresh': { call: withCookie },
    'POST /v1/auth/logout': { call: withCookie },
    'POST /v1/auth/forgot': { call: async (b) => ({ body: { email: (await customer(b)).email } }) },
    'POST /v1/auth/reset': {
      call: async (b) => {
        const { email, guest, token } = await customer(b)
        await guest.post('/v1/auth/forgot', { email })
        return { body: { token: await token(2), password } }
      },
    },
    'POST /v1/auth/accept-invitation': {
      call: async (b) => {
        const email = mailAddress()
        await b.owner.post('/v1/team/invitations', { email, role: 'STAFF' })
        const [mail] = await mailTo(b.stack, email)
        return { body: { token: new URL(mail?.links[0] ?? '').searchParams.get('token'), name: 'New', password } }
      },
      trips: 2,
    },
    'POST /v1/auth/switch': {
      call: async (b) => ({ body: { tenant_id: b.tenantId } }),
      // A business to change to is looked for, not referred to.
      unknownReference: 404,
    },
    'POST /v1/auth/businesses': {
      call: async () => ({ body: { business_name: 'Another' } }),
      // What the answer does not repeat.
      texts: { business_name: 'elsewhere', currency: 'checked', timezone: 'checked' },
    },
    // Thirteen for what is made once, each as a person would have made it.
    'POST /v1/auth/sample': {
      call: async () => ({ body: {} }),
      trips: 13,
      texts: { timezone: 'checked', currency: 'checked' },
    },
    'DELETE /v1/auth/sample': { trips: 2 },
    'POST /v1/auth/password': {
      call: async () => ({ body: { current: password, new: password } }),
      trips: 2,
      texts: { current: 'elsewhere', new: 'elsewhere' },
    },
    'GET /v1/auth/me': {},
    'GET /v1/auth/sessions': { list: { add: (b) => makeSession(b, 'OWNER') } },
    'DELETE /v1/auth/sessions/{id}': {
      call: async (b, role) => ({ params: { id: await session(b, role) } }),
    },
  },
  references: { tenant_id: { make: async (b) => b.tenantId } },
} satisfies Resource
