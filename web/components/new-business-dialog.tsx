import { currencyChoices, likelyCurrency } from '../models/currencies.ts'
import { newBusinessOpen } from '../models/dialogs.ts'
import { useForm } from '../models/form.ts'
import { go } from '../models/navigation.ts'
import { openBusiness, openSample } from '../models/new-business.ts'
import { FormDialog } from './form-dialog.tsx'
import { SelectField } from './select-field.tsx'
import { TextField } from './text-field.tsx'

export default function NewBusinessDialog() {
  const form = useForm({ business_name: '', currency: likelyCurrency() })
  const { business_name, currency } = form.values
  const close = () => (newBusinessOpen.value = false)
  const submit = async () => {
    const missing = { business_name: !business_name.trim() && 'Enter the name of the business' }
    if (!(await form.send(missing, () => openBusiness(business_name.trim(), currency)))) return
    close()
    go('/welcome')
  }
  const lookAround = async () => {
    if (!(await form.send({}, openSample))) return
    close()
    go('/home')
  }
  return (
    <FormDialog
      title="Open another business"
      form={form}
      submit={() => void submit()}
      close={close}
      verb="Open business"
      doing="Opening…"
    >
      <p class="muted">
        It has customers, invoices and a team of its own. You can switch between your businesses at any time.
      </p>
      <p class="small">
        <button type="button" class="text-button" onClick={() => void lookAround()}>
          Look at a sample business
        </button>{' '}
        first: it is made for you, nothing leaves it, and it goes with one tap.
      </p>
      <TextField label="Business name" autocomplete="organization" {...form.text('business_name')} autoFocus />
      <SelectField
        label="Currency of your invoices"
        choices={currencyChoices()}
        value={currency}
        onChange={(chosen) => form.set({ currency: chosen })}
        error={form.errors.currency}
      />
    </FormDialog>
  )
}
