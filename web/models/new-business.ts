import type { Signup } from '../../core/contract/auth.ts'
import { post } from '../api.ts'
import { arrive } from './account.ts'
import { likelyCurrency } from './currencies.ts'
import { likelyCountry } from './places-by-name.ts'

export type SignupForm = Pick<Signup, 'name' | 'email' | 'password' | 'business_name' | 'currency'>

export const signUp = (form: SignupForm) =>
  post('/v1/auth/signup', {
    ...form,
    ...whereWeAre(),
    email: form.email.trim(),
    intent: 'get_paid',
    use_case: 'Invoices and payments',
  })

/** Zone and country come from the browser: nobody has to type what it knows. */
function whereWeAre() {
  const country = likelyCountry()
  return { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...(country ? { country } : {}) }
}

/** One more business, which is then the one that is open. */
export const openBusiness = async (business_name: string, currency: string) =>
  arrive((await post('/v1/auth/businesses', { business_name, currency, ...whereWeAre() })).data)

/** A business to look around in, made once; nothing leaves it. */
export const openSample = async () =>
  arrive((await post('/v1/auth/sample', { currency: likelyCurrency(), ...whereWeAre() })).data)
