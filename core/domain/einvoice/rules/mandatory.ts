import { isVatPrefix } from '../codes.ts'
import { exact } from '../exact.ts'
import type { Adjustment, EInvoice, Period } from '../model.ts'
import { alsoCalled, isSaid, onEach, onLines, onWhole, type Rule } from './rule.ts'

// BR-01 to BR-66 and the conditions among BR-CO: what must be there.

const has = (rule: string, message: string, read: (invoice: EInvoice) => unknown): Rule =>
  onWhole(rule, message, (invoice) => isSaid(read(invoice)))

/** Of a part that need not be there. */
const partHas = <Part>(
  rule: string,
  message: string,
  part: (invoice: EInvoice) => Part | undefined,
  read: (part: Part) => unknown,
): Rule =>
  onWhole(rule, message, (invoice) => {
    const found = part(invoice)
    return found === undefined || isSaid(read(found))
  })

const DOCUMENT = [
  has('BR-01', 'It does not say which specification it follows', (i) => i.customization),
  has('BR-02', 'It has no number', (i) => i.number),
  has('BR-03', 'It has no issue date', (i) => i.issueDate),
  has('BR-04', 'It does not say what type of document it is', (i) => i.typeCode),
  has('BR-05', 'It has no currency', (i) => i.currency),
  has('BR-06', 'The seller has no name', (i) => i.seller?.name),
  has('BR-07', 'The buyer has no name', (i) => i.buyer?.name),
  has('BR-08', 'The seller has no address', (i) => i.seller?.address),
  has('BR-09', 'The address of the seller has no country', (i) => i.seller?.address?.country),
  has('BR-10', 'The buyer has no address', (i) => i.buyer?.address),
  has('BR-11', 'The address of the buyer has no country', (i) => i.buyer?.address?.country),
  has('BR-12', 'The sum of the lines is missing', (i) => i.totals.lines),
  has('BR-13', 'The total without tax is missing', (i) => i.totals.withoutTax),
  has('BR-14', 'The total with tax is missing', (i) => i.totals.withTax),
  has('BR-15', 'The amount to pay is missing', (i) => i.totals.payable),
  onWhole('BR-16', 'It has no line', ({ lines }) => lines.length > 0),
  partHas(
    'BR-17',
    'The payee has no name',
    (i) => i.payee,
    (payee) => payee.name,
  ),
  partHas(
    'BR-18',
    'The tax representative has no name',
    (i) => i.taxRepresentative,
    (party) => party.name,
  ),
  partHas(
    'BR-19',
    'The tax representative has no address',
    (i) => i.taxRepresentative,
    (party) => party.address,
  ),
  partHas(
    'BR-20',
    'The address of the tax representative has no country',
    (i) => i.taxRepresentative?.address,
    (a) => a.country,
  ),
  partHas(
    'BR-56',
    'The tax representative has no VAT identifier',
    (i) => i.taxRepresentative,
    (party) => party.vatId,
  ),
  partHas(
    'BR-57',
    'The address of the delivery has no country',
    (i) => i.delivery?.address,
    (a) => a.country,
  ),
  partHas(
    'BR-62',
    'The electronic address of the seller has no scheme',
    (i) => i.seller?.endpoint,
    (id) => id.scheme,
  ),
  partHas(
    'BR-63',
    'The electronic address of the buyer has no scheme',
    (i) => i.buyer?.endpoint,
    (id) => id.scheme,
  ),
  onWhole(
    'BR-53',
    'The tax is not said in the currency in which it is booked',
    ({ taxCurrency, currency, totals }) => !taxCurrency || taxCurrency === currency || isSaid(totals.taxInTaxCurrency),
  ),
  onWhole(
    'BR-CO-03',
    'The day of the tax is given both as a date and as a code',
    ({ taxPointDate, taxPointCode }) => !(taxPointDate && taxPointCode),
  ),
  onEach(
    'BR-CO-09',
    'A VAT identifier does not begin with the code of its country',
    ({ seller, buyer, taxRepresentative }) => [seller?.vatId, buyer?.vatId, taxRepresentative?.vatId].filter(isSaid),
    (vatId) => isVatPrefix(vatId!.slice(0, 2)),
  ),
  onWhole('BR-CO-18', 'It has no breakdown of the tax', ({ taxes }) => taxes.length > 0),
  onWhole(
    'BR-CO-25',
    'There is something to pay, but neither a due date nor terms of payment',
    ({ totals, dueDate, paymentTerms }) =>
      (exact(totals.payable) ?? 0n) <= 0n || isSaid(dueDate) || isSaid(paymentTerms),
  ),
  onWhole(
    'BR-CO-26',
    'The seller has no identifier: neither a VAT identifier, nor a legal registration, nor any other',
    ({ seller }) => isSaid(seller?.vatId) || isSaid(seller?.legalId) || (seller?.ids.length ?? 0) > 0,
  ),
]

const isInOrder = (period: Period | undefined) => !period?.start || !period.end || period.start <= period.end
const isFilled = (period: Period | undefined) => period === undefined || isSaid(period.start) || isSaid(period.end)

const PARTS = [
  onWhole('BR-29', 'The period ends before it begins', ({ period }) => isInOrder(period)),
  onWhole('BR-CO-19', 'The period has neither a beginning nor an end', ({ period }) => isFilled(period)),
  onEach(
    'BR-45',
    'A tax has no taxable amount',
    ({ taxes }) => taxes,
    ({ taxable }) => isSaid(taxable),
  ),
  onEach(
    'BR-46',
    'A tax has no amount',
    ({ taxes }) => taxes,
    ({ tax }) => isSaid(tax),
  ),
  onEach(
    'BR-47',
    'A tax has no category',
    ({ taxes }) => taxes,
    ({ code }) => isSaid(code),
  ),
  onEach(
    'BR-48',
    'A tax has no rate',
    ({ taxes }) => taxes,
    ({ code, percent }) => code === 'O' || isSaid(percent),
  ),
  onEach(
    'BR-49',
    'The payment has no means',
    ({ payments }) => payments,
    ({ meansCode }) => isSaid(meansCode),
  ),
  onEach(
    'BR-50',
    'The account for the payment has no number',
    ({ payments }) => payments,
    ({ account }) => !account || isSaid(account.id),
  ),
  onEach(
    'BR-51',
    'Of a card only the last four to six digits may be given',
    ({ payments }) => payments,
    ({ card }) => !card?.number || /^[^0-9]*[0-9]{4,6}$/.test(card.number),
  ),
  onEach(
    'BR-66',
    'The card for the payment has no number',
    ({ payments }) => payments,
    ({ card }) => !card || isSaid(card.number),
  ),
  onEach(
    'BR-61',
    'The payment is a transfer, but no account is named',
    ({ payments }) => payments,
    ({ meansCode, account }) => !['30', '58'].includes(meansCode ?? '') || isSaid(account?.id),
  ),
  onEach(
    'BR-52',
    'A supporting document has no reference',
    ({ documents }) => documents,
    ({ id }) => isSaid(id),
  ),
  onEach(
    'BR-55',
    'A preceding invoice has no number',
    ({ precedingInvoices }) => precedingInvoices,
    ({ number }) => isSaid(number),
  ),
]

const hasReason = ({ reason, reasonCode }: Adjustment) => isSaid(reason) || isSaid(reasonCode)
const noReason = (what: string) => `${what} has no reason`
const [allowances, charges] = [(i: EInvoice) => i.allowances, (i: EInvoice) => i.charges]
const allowanceReason = onEach('BR-33', noReason('A discount on the whole'), allowances, hasReason)
const chargeReason = onEach('BR-38', noReason('A charge on the whole'), charges, hasReason)
const lineAllowanceReason = onLines('BR-42', 'a discount has no reason', (line) => line.allowances.every(hasReason))
const lineChargeReason = onLines('BR-44', 'a charge has no reason', (line) => line.charges.every(hasReason))

const ADJUSTMENTS = [
  onEach('BR-31', 'A discount on the whole has no amount', allowances, ({ amount }) => isSaid(amount)),
  onEach('BR-32', 'A discount on the whole has no tax category', allowances, ({ tax }) => isSaid(tax?.code)),
  allowanceReason,
  alsoCalled(allowanceReason, 'BR-CO-21'),
  onEach('BR-36', 'A charge on the whole has no amount', charges, ({ amount }) => isSaid(amount)),
  onEach('BR-37', 'A charge on the whole has no tax category', charges, ({ tax }) => isSaid(tax?.code)),
  chargeReason,
  alsoCalled(chargeReason, 'BR-CO-22'),
  onLines('BR-41', 'a discount has no amount', (line) => line.allowances.every(({ amount }) => isSaid(amount))),
  lineAllowanceReason,
  alsoCalled(lineAllowanceReason, 'BR-CO-23'),
  onLines('BR-43', 'a charge has no amount', (line) => line.charges.every(({ amount }) => isSaid(amount))),
  lineChargeReason,
  alsoCalled(lineChargeReason, 'BR-CO-24'),
]

const isZeroOrMore = (written: string | undefined) => (exact(written) ?? 0n) >= 0n

const LINES = [
  onLines('BR-21', 'it has no number', ({ id }) => isSaid(id)),
  onLines('BR-22', 'it has no quantity', ({ quantity }) => isSaid(quantity)),
  onLines('BR-23', 'its quantity has no unit', ({ unit }) => isSaid(unit)),
  onLines('BR-24', 'it has no amount', ({ net }) => isSaid(net)),
  onLines('BR-25', 'it has no name', ({ name }) => isSaid(name)),
  onLines('BR-26', 'it has no price', ({ price }) => isSaid(price)),
  onLines('BR-27', 'its price is less than zero', ({ price }) => isZeroOrMore(price)),
  onLines('BR-28', 'its price before the discount is less than zero', ({ grossPrice }) => isZeroOrMore(grossPrice)),
  onLines('BR-30', 'its period ends before it begins', ({ period }) => isInOrder(period)),
  onLines('BR-CO-20', 'its period has neither a beginning nor an end', ({ period }) => isFilled(period)),
  onLines('BR-54', 'something that describes it has no name or no value', ({ attributes }) =>
    attributes.every(({ name, value }) => isSaid(name) && isSaid(value)),
  ),
  onLines(
    'BR-64',
    'its standard item number has no scheme',
    ({ standardItemId }) => !standardItemId || isSaid(standardItemId.scheme),
  ),
  onLines('BR-65', 'its classification has no list', ({ classifications }) =>
    classifications.every(({ scheme }) => isSaid(scheme)),
  ),
  onLines('BR-CO-04', 'it has no tax category', ({ tax }) => isSaid(tax?.code)),
]

export const MANDATORY: readonly Rule[] = [...DOCUMENT, ...PARTS, ...ADJUSTMENTS, ...LINES]
