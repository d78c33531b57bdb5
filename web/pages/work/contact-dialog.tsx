import { ContactPicker, type Picked } from '../../components/contact-picker.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useForm } from '../../models/form.ts'
import { saveWork, type WorkItem } from '../../models/work-items.ts'

/** Who the work is for; asked before it can be billed. */
export function ContactDialog({
  item,
  forInvoice,
  close,
  done,
}: {
  item: WorkItem
  forInvoice: boolean
  close: () => void
  done: () => void
}) {
  const form = useForm({ contact_id: null as Picked | null })
  const { contact_id: contact } = form.values
  const submit = async () => {
    const missing = { contact_id: !contact && 'Choose somebody, or type a new name' }
    if (!(await form.send(missing, () => saveWork(item, { contact_id: contact!.id })))) return
    close()
    done()
  }
  return (
    <FormDialog
      title={forInvoice ? 'Who is to be billed?' : 'Who is it for?'}
      form={form}
      submit={submit}
      close={close}
      verb={forInvoice ? 'Draft invoice' : 'Save'}
    >
      <ContactPicker
        label="Contact"
        value={contact}
        onChange={(chosen) => form.set({ contact_id: chosen })}
        error={form.errors.contact_id}
        autoFocus
      />
    </FormDialog>
  )
}
