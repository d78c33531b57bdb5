import { z } from 'zod'
import { accountEmail } from '../domain/identity/email.ts'
import { type PasswordReason, refusePassword } from '../domain/identity/password.ts'
import { minorUnits } from '../domain/kernel/currencies.ts'
import { Closing } from './closing.ts'
import { Instant, Page, requiredText, text } from './common.ts'

const PASSWORD_MESSAGES: Record<PasswordReason, string> = {
  too_short: 'Use at least 8 characters',
  too_long: 'At most 200 bytes',
  blank: 'Spaces alone are no password: use letters, numbers or a few words',
  not_storable: 'Some characters are broken: type it again',
}

/** An address as an account has it: lower case. */
export const AccountEmail = z
  .string()
  .max(320)
  .transform((typed, context) => {
    const email = accountEmail(typed)
    if (email !== null) return email
    context.addIssue({ code: 'custom', message: 'Enter an e-mail address, such as name@example.com' })
    return z.NEVER
  })
  .pipe(z.string())
  .meta({ example: 'owner@cyclonerake.com' })

export const NewPassword = z
  .string()
  .max(1000)
  .check((context) => {
    const reason = refusePassword(context.value)
    if (reason) context.issues.push({ code: 'custom', message: PASSWORD_MESSAGES[reason], input: '' })
  })
/** A password to compare: no rule but a limit, since older rules may have made it. */
const GivenPassword = z.string().min(1, 'Required').max(1000)
const MailedToken = z.string().min(1, 'Required').max(200)

const Timezone = z.string().max(60).refine(isTimezone, 'Use a name such as America/Toronto')
const Currency = z.string().refine((code) => minorUnits(code) !== null, 'Use a currency code such as CAD')
const Country = z.string().regex(/^[A-Z]{2}$/, 'Use the two-letter code, such as CA')

/** What a business begins with, at a sign-up or later. */
const newBusiness = {
  business_name: requiredText(120),
  currency: Currency.default('USD'),
  timezone: Timezone.default('UTC'),
  country: Country.nullable().default(null),
}

export const Signup = z
  .strictObject({
    ...newBusiness,
    email: AccountEmail,
    name: requiredText(100),
    intent: text(500).default(''),
    use_case: text(2000).default(''),
    password: NewPassword,
  })
  .meta({ id: 'Signup' })
export const SignupStarted = z
  .strictObject({ email: z.string(), status: z.literal('VERIFICATION_SENT') })
  .meta({ id: 'SignupStarted' })

export const Verify = z
  .strictObject({
    token: MailedToken,
    password: NewPassword.optional().meta({
      description: "Replaces the sign-up's. Without it that one stays, unless somebody else used the address, too",
    }),
  })
  .meta({ id: 'Verify' })
export const Login = z
  .strictObject({ email: AccountEmail, password: GivenPassword, tenant_id: z.string().max(100).optional() })
  .meta({ id: 'Login' })
export const Refresh = z
  .strictObject({
    tenant_id: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'The business this tab shows; default the one used last' }),
  })
  .meta({ id: 'Refresh' })
export const Switch = z.strictObject({ tenant_id: z.string().max(100) }).meta({ id: 'Switch' })
export const OpenBusiness = z.strictObject(newBusiness).meta({ id: 'OpenBusiness' })
const { business_name: _, ...whereItIs } = newBusiness
export const OpenSample = z.strictObject(whereItIs).meta({ id: 'OpenSample' })
export const Forgot = z.strictObject({ email: AccountEmail }).meta({ id: 'Forgot' })
export const ForgotStarted = z
  .strictObject({ email: z.string(), status: z.literal('RESET_SENT') })
  .meta({ id: 'ForgotStarted' })
export const Reset = z.strictObject({ token: MailedToken, password: NewPassword }).meta({ id: 'Reset' })
export const ChangePassword = z
  .strictObject({ current: GivenPassword, new: NewPassword })
  .meta({ id: 'ChangePassword' })
export const PasswordChanged = z.strictObject({ status: z.literal('PASSWORD_CHANGED') }).meta({ id: 'PasswordChanged' })
export const SignedOut = z.strictObject({ status: z.literal('SIGNED_OUT') }).meta({ id: 'SignedOut' })
export const AcceptInvitation = z
  .strictObject({ token: MailedToken, name: text(100).default(''), password: GivenPassword })
  .meta({ id: 'AcceptInvitation' })

const Role = z.enum(['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER'])

export const SignedIn = z
  .strictObject({
    jwt: z.string(),
    expires_in: z.number().meta({ description: 'Seconds until the token has to be refreshed' }),
    tenant_id: z.string(),
    workspace_id: z.string().nullable(),
    user: z.strictObject({
      id: z.string(),
      email: z.string(),
      name: z.string(),
      role: Role,
      business_name: z.string(),
    }),
    closing: Closing.nullable().meta({ description: 'The business was closed: who is no owner reads nothing of it' }),
  })
  .meta({ id: 'SignedIn' })

export const Me = z
  .strictObject({
    user: z.strictObject({ id: z.string(), email: z.string(), name: z.string() }),
    role: Role,
    tenant_id: z.string(),
    workspace_id: z.string().nullable(),
    business_name: z.string(),
    closing: Closing.nullable(),
    session_id: z.string().nullable(),
    businesses: z.array(
      z.strictObject({
        tenant_id: z.string(),
        name: z.string(),
        role: Role,
        is_current: z.boolean(),
        is_sample: z.boolean(),
        is_closed: z.boolean().meta({ description: 'By its owner: nobody works in it' }),
      }),
    ),
    permissions: z.array(z.string()).meta({ description: 'What the role may do at all, such as invoices.send' }),
  })
  .meta({ id: 'Me' })

export const Session = z
  .strictObject({
    id: z.string(),
    user_agent: z.string().nullable(),
    ip: z.string().nullable(),
    is_current: z.boolean(),
    created_at: Instant,
    last_seen_at: Instant,
    expires_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Session' })
export const SessionQuery = z.strictObject({ ...Page.shape })

export type Signup = z.infer<typeof Signup>
export type Verify = z.infer<typeof Verify>
export type OpenBusiness = z.infer<typeof OpenBusiness>
export type Login = z.infer<typeof Login>
export type AcceptInvitation = z.infer<typeof AcceptInvitation>
export type SignedIn = z.infer<typeof SignedIn>
export type Me = z.infer<typeof Me>
export type Session = z.infer<typeof Session>
export type SessionQuery = z.infer<typeof SessionQuery>

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name)
  } catch {
    return false
  }
}
