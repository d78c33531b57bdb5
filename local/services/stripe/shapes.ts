import type { Account, Charge, Dispute, Intent, Refund, Session } from './state.ts'

// Every field of Stripe's objects is there, so that code which reads one that we do not simulate sees what Stripe sends.

export const accountShape = (
  own: Pick<Account, 'id' | 'created' | 'country' | 'metadata'> & Partial<Account>,
): Account => ({
  object: 'account',
  business_type: null,
  capabilities: { card_payments: 'active', transfers: 'active' },
  charges_enabled: true,
  controller: { type: 'application', is_controller: true },
  default_currency: 'usd',
  details_submitted: true,
  email: null,
  external_accounts: { object: 'list', data: [], has_more: false, url: `/v1/accounts/${own.id}/external_accounts` },
  future_requirements: requirements([]),
  payouts_enabled: true,
  requirements: requirements([]),
  settings: { dashboard: { display_name: null, timezone: 'Etc/UTC' }, payments: { statement_descriptor: null } },
  tos_acceptance: { date: null, ip: null, user_agent: null },
  type: 'standard',
  ...own,
  business_profile: { ...BUSINESS_PROFILE, ...own.business_profile },
})

export const requirements = (due: string[]) => ({
  alternatives: [],
  current_deadline: null,
  currently_due: due,
  disabled_reason: due.length > 0 ? 'requirements.past_due' : null,
  errors: [],
  eventually_due: due,
  past_due: due,
  pending_verification: [],
})

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }

const BUSINESS_PROFILE = {
  annual_revenue: null,
  estimated_worker_count: null,
  mcc: null,
  name: null,
  product_description: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
  minority_owned_business_designation: null,
}

const SESSION_NULLS = nulls(
  'after_expiration allow_promotion_codes billing_address_collection cancel_url client_reference_id client_secret collected_information consent consent_collection currency_conversion customer customer_account customer_details customer_email discounts integration_identifier invoice locale managed_payments origin_context payment_intent payment_link payment_method_configuration_details permissions recovered_from saved_payment_method_options setup_intent shipping_address_collection shipping_cost submit_type subscription wallet_options',
)

type NewSession = Pick<
  Session,
  | 'id'
  | 'created'
  | 'amount_total'
  | 'currency'
  | 'expires_at'
  | 'url'
  | 'success_url'
  | 'cancel_url'
  | 'customer_email'
>

export const sessionShape = (own: NewSession & Partial<Session>): Session => ({
  ...SESSION_NULLS,
  object: 'checkout.session',
  adaptive_pricing: { enabled: false },
  amount_subtotal: own.amount_total,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer_creation: 'if_required',
  invoice_creation: { enabled: false, invoice_data: {} },
  livemode: false,
  metadata: {},
  mode: 'payment',
  payment_intent: null,
  payment_method_collection: 'if_required',
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  payment_method_types: ['card', 'us_bank_account'],
  payment_status: 'unpaid',
  phone_number_collection: { enabled: false },
  shipping_options: [],
  status: 'open',
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  ...own,
})

const INTENT_NULLS = nulls(
  'application application_fee_amount automatic_payment_methods canceled_at cancellation_reason customer customer_account description excluded_payment_method_types last_payment_error latest_charge managed_payments next_action on_behalf_of payment_method payment_method_configuration_details processing receipt_email review setup_future_usage shipping source statement_descriptor statement_descriptor_suffix transfer_data transfer_group',
)

export const intentShape = (
  own: Pick<Intent, 'id' | 'created' | 'amount' | 'currency' | 'status'> & Partial<Intent>,
): Intent => ({
  ...INTENT_NULLS,
  object: 'payment_intent',
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: 0,
  capture_method: 'automatic_async',
  client_secret: `${own.id}_secret_local`,
  confirmation_method: 'automatic',
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  metadata: {},
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  payment_method_types: ['card', 'us_bank_account'],
  ...own,
})

const CHARGE_NULLS = nulls(
  'application application_fee application_fee_amount balance_transaction customer description failure_balance_transaction failure_code failure_message on_behalf_of payment_method receipt_email receipt_number receipt_url review shipping source source_transfer statement_descriptor statement_descriptor_suffix transfer_data transfer_group',
)

type NewCharge = Pick<Charge, 'id' | 'created' | 'amount' | 'currency' | 'status' | 'payment_intent'>

export const chargeShape = (own: NewCharge & Partial<Charge>): Charge => ({
  ...CHARGE_NULLS,
  object: 'charge',
  amount_captured: own.status === 'succeeded' ? own.amount : 0,
  amount_refunded: 0,
  billing_details: { address: NO_ADDRESS, email: null, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: 'SMB HUB',
  captured: own.status !== 'failed',
  disputed: false,
  fraud_details: {},
  livemode: false,
  metadata: {},
  outcome: null,
  paid: own.status === 'succeeded',
  refunded: false,
  refunds: { object: 'list', data: [], has_more: false, url: `/v1/charges/${own.id}/refunds` },
  ...own,
})

export const CARD = {
  type: 'card',
  card: {
    amount_authorized: null,
    brand: 'visa',
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    exp_month: 8,
    exp_year: 2034,
    fingerprint: 'AOB934RVNwzk6xtn',
    funding: 'credit',
    installments: null,
    last4: '4242',
    mandate: null,
    network: 'visa',
    three_d_secure: null,
    wallet: null,
  },
}

export const BANK = {
  type: 'us_bank_account',
  us_bank_account: {
    account_type: 'checking',
    bank_name: 'STRIPE TEST BANK',
    last4: '6789',
    routing_number: '110000000',
  },
}

type NewRefund = Pick<
  Refund,
  'id' | 'created' | 'amount' | 'charge' | 'payment_intent' | 'currency' | 'metadata' | 'reason' | 'status'
>

export const refundShape = (own: NewRefund): Refund => ({
  ...nulls(
    'balance_transaction customer customer_account payment_method receipt_number source_transfer_reversal transfer_reversal',
  ),
  object: 'refund',
  destination_details: { card: { type: 'refund', reference_status: 'pending' }, type: 'card' },
  ...own,
})

type NewDispute = Pick<
  Dispute,
  'id' | 'created' | 'amount' | 'charge' | 'payment_intent' | 'currency' | 'reason' | 'status' | 'is_charge_refundable'
>

const ANSWER_DAYS = 7

export const disputeShape = (own: NewDispute): Dispute => ({
  object: 'dispute',
  balance_transactions: [],
  enhanced_eligibility_types: [],
  evidence: {},
  evidence_details: {
    due_by: own.created + ANSWER_DAYS * 86_400,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
  } as Dispute['evidence_details'],
  livemode: false,
  metadata: {},
  payment_method_details: {
    type: 'card',
    card: {
      brand: 'visa',
      case_type: own.is_charge_refundable ? 'inquiry' : 'chargeback',
      network_reason_code: '10.4',
    },
  },
  ...own,
})

function nulls(names: string): Record<string, null> {
  return Object.fromEntries(names.split(' ').map((name) => [name, null]))
}
