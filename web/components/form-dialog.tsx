import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Form } from '../models/form.ts'
import { Button } from './button.tsx'
import { Drawer, Modal, PlainDialog } from './dialog.tsx'
import { FormProblem } from './form-problem.tsx'

interface FormWindowProps {
  title: string
  form: Pick<Form, 'busy' | 'problem' | 'reset' | 'isContinued'>
  submit: () => unknown
  close: () => void
  verb: string
  /** The verb while it is being done. */
  doing?: string
  keep?: string
  children: ComponentChildren
}

/** A small window to fill in: fields, what went wrong, and the verb beside the way out. A click beside it drops nothing. */
export function FormDialog({ title, crossed = false, ...props }: FormWindowProps & { crossed?: boolean }) {
  const id = useId()
  const { close, submit } = props
  const send = (event: Event) => {
    event.preventDefault()
    submit()
  }
  const fields = (heading?: ComponentChildren) => (
    <form class="stack" noValidate onSubmit={send}>
      {heading}
      <Continued {...props} />
      {props.children}
      <FormProblem error={props.form.problem} />
      <div class="actions">
        <Buttons {...props} />
      </div>
    </form>
  )
  if (crossed) {
    return (
      <PlainDialog title={title} onClose={close} lightDismiss={false}>
        {fields()}
      </PlainDialog>
    )
  }
  return (
    <Modal kind="dialog" labelledBy={id} onClose={close} lightDismiss={false}>
      {fields(
        <h2 class="title-pane" id={id}>
          {title}
        </h2>,
      )}
    </Modal>
  )
}

/** The same for longer forms: at the right edge, a page of its own on a phone. */
export const FormDrawer = ({ title, children, ...props }: FormWindowProps) => (
  <Drawer
    title={title}
    lightDismiss={false}
    onClose={props.close}
    onSubmit={() => void props.submit()}
    footer={
      <>
        <span class="grow" />
        <Buttons {...props} />
      </>
    }
  >
    <FormProblem error={props.form.problem} />
    <Continued form={props.form} />
    {children}
  </Drawer>
)

const Continued = ({ form }: Pick<FormWindowProps, 'form'>) =>
  form.isContinued ? <p class="small muted">Kept from before, not saved yet</p> : null

/** Esc and the cross keep what was typed; the button that says no throws it away. */
const Buttons = ({
  form,
  close,
  verb,
  doing = verb,
  keep = form.isContinued ? 'Discard' : 'Cancel',
}: Pick<FormWindowProps, 'form' | 'close' | 'verb' | 'doing' | 'keep'>) => (
  <>
    <Button
      onClick={() => {
        form.reset()
        close()
      }}
    >
      {keep}
    </Button>
    <Button type="submit" look="primary" busy={form.busy}>
      {form.busy ? doing : verb}
    </Button>
  </>
)
