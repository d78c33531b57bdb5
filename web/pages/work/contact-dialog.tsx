import { ContactPicker, type Picked } from '../../components/contact-picker.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useForm } from '../../models/form.ts'
import { saveWork, type WorkItem } from '../../models/work-items.ts'

const WORDS = {
  contact: ['Who is it for?', 'Save'],
  QUOTE: ['Who is the quote for?', 'Draft quote'],
  INVOICE: ['Who is to be billed?', 'Draft invoice'],
} as const

/** Who the work is for; asked before anything can be drafted for him. */
export function ContactDialog({
  item,
  why,
  close,
  done,
}: {
  item: WorkItem
  why: keyof typeof WORDS
  close: () => void
  done: () => void
}) {
  const [title, verb] = WORDS[why]
  const form = useForm({ contact_id: null as Picked | null })
  const { contact_id: contact } = form.values
  const submit = async () => {
    const missing = { contact_id: !contact && 'Choose somebody, or type a new name' }
    if (!(await form.send(missing, () => saveWork(item, { contact_id: contact!.id })))) return
    close()
    done()
  }
  return (
    <FormDialog title={title} form={form} submit={submit} close={close} verb={verb}>
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
