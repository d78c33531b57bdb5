import { type Answer, type Call, json } from '../http.ts'
import { parseForm } from './form.ts'
import { text } from './params.ts'
import { type StripeState, seconds } from './state.ts'

/** Ends what lets the platform act on an account, as connect.stripe.com does; its errors have a shape of their own. */
export function deauthorizeCall(state: StripeState, call: Call): Answer {
  const params = parseForm(call.body.toString('utf8'))
  const [client, id] = [text(params, 'client_id'), text(params, 'stripe_user_id')]
  if (!client || !/^ca_\w{4,}$/.test(client)) return refused('invalid_client', `No such application: '${client ?? ''}'`)
  const account = state.accounts.get(id ?? '')
  if (!account || account.deauthorized) {
    return refused(
      'invalid_client',
      `This application is not connected to stripe account ${id}, or that account does not exist.`,
    )
  }
  state.accounts.put(account.id, { ...account, deauthorized: true })
  const application = { id: client, object: 'application', created: seconds(state), name: 'SMB Hub' }
  state.emit('account.application.deauthorized', account.id, application)
  return json({ stripe_user_id: account.id })
}

const refused = (error: string, description: string): Answer => json({ error, error_description: description }, 401)
