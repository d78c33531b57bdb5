/** What the Worker needs in production; everything else in the file is passed on as well. */
const REQUIRED = [
  'APP_ORIGIN',
  'FILES_ORIGIN',
  'DATABASE_URL',
  'AUTH_PRIVATE_JWK',
  'CURSOR_SECRET',
  'AUDIT_SECRET',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'MAIL_FROM',
]
/** Only for the deployment itself: never uploaded. */
const ADMIN = 'DATABASE_ADMIN_URL'
/** What only the stack of one machine sets. */
const LOCAL_NAMES = ['DATABASE_GATEWAY', 'SERVICES_URL', 'LIMIT_FACTOR', 'PASSWORD_LOG2N', 'PORT', 'DATA_DIR']
const LOCAL_VALUE = /_local\b|localhost|127\.0\.0\.1|\[::1\]|\.example\b/i
const PASSWORD_LENGTH_MIN = 24

export interface ProductionVars {
  adminUrl: string
  appUrl: string
  secrets: Record<string, string>
}

/** Sorts the variables of a deployment; throws with every reason why they must not reach production. */
export function checkProductionVars(vars: Record<string, string>, localSecrets: string[]): ProductionVars {
  const problems = [
    ...[...REQUIRED, ADMIN].filter((name) => !vars[name]).map((name) => `${name} is missing.`),
    ...LOCAL_NAMES.filter((name) => name in vars).map((name) => `${name} belongs to one machine.`),
    ...Object.entries(vars)
      .filter(([, value]) => LOCAL_VALUE.test(value) || localSecrets.includes(value))
      .map(([name]) => `${name} holds a local value.`),
    ...(vars.APP_ORIGIN && !/^https:\/\/[^/]+$/.test(vars.APP_ORIGIN) ? ['APP_ORIGIN must be https://<host>.'] : []),
    ...problemsOfFiles(vars),
    ...problemsOfDatabase(vars.DATABASE_URL),
    ...problemsOfStripe(vars),
    ...problemsOfMail(vars),
    ...problemsOfModel(vars),
  ]
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const { [ADMIN]: adminUrl, ...secrets } = vars
  return { adminUrl: String(adminUrl), appUrl: String(vars.DATABASE_URL), secrets }
}

/** What strangers sent must not share a host with the app (EM9). */
function problemsOfFiles({ APP_ORIGIN: app, FILES_ORIGIN: files }: Record<string, string>): string[] {
  if (!files) return []
  const isHost = /^https:\/\/[^/]+$/.test(files)
  return [
    ...(isHost ? [] : ['FILES_ORIGIN must be https://<host>.']),
    ...(files === app ? ['FILES_ORIGIN must be another host than APP_ORIGIN.'] : []),
  ]
}

function problemsOfDatabase(url: string | undefined): string[] {
  if (!url) return []
  if (!URL.canParse(url)) return ['DATABASE_URL is not an address.']
  const { username, password } = new URL(url)
  return [
    ...(username === 'hub_app' ? [] : ['DATABASE_URL must log in as hub_app, which row security binds.']),
    ...(password.length >= PASSWORD_LENGTH_MIN
      ? []
      : [`DATABASE_URL needs a password of ${PASSWORD_LENGTH_MIN} characters or more.`]),
  ]
}

/** Without it the Worker takes test payments for real ones, or real ones for nothing: it is said, never guessed. */
function problemsOfStripe({ STRIPE_LIVE: live, STRIPE_SECRET_KEY: key = '' }: Record<string, string>): string[] {
  if (live !== 'true' && live !== 'false')
    return ['STRIPE_LIVE must be true, where real cards are charged, or false, where only test cards are.']
  const keyLive = /^[sr]k_(live|test)_/.exec(key)?.[1]
  if (keyLive === undefined || (keyLive === 'live') === (live === 'true')) return []
  return [`STRIPE_LIVE is ${live}, but STRIPE_SECRET_KEY is a ${keyLive} key.`]
}

/** What takes mail that leaves, and what it needs; the binding EMAIL stands in wrangler.toml. */
function problemsOfMail({
  MAIL_BY: by = 'resend',
  MAIL_API_KEY: key,
  MAIL_FROM: from,
}: Record<string, string>): string[] {
  const isAddress = from === undefined || /^[^<>]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/.test(from.trim())
  return [
    ...(isAddress ? [] : ['MAIL_FROM must be an address, alone or as Name <address>.']),
    ...(by === 'resend' || by === 'cloudflare' ? [] : ['MAIL_BY must be resend or cloudflare.']),
    ...(by === 'resend' && !key ? ['MAIL_API_KEY is missing: the key of Resend, which MAIL_BY says takes mail.'] : []),
  ]
}

/** None is needed. */
function problemsOfModel({ MODEL_URL: url, MODEL_NAME: name }: Record<string, string>): string[] {
  if (!url) return []
  return [
    ...(/^https:\/\//.test(url) ? [] : ['MODEL_URL must be https://<host>/<path>: what customers wrote goes there.']),
    ...(name ? [] : ['MODEL_NAME is missing: which model of MODEL_URL is asked.']),
  ]
}
