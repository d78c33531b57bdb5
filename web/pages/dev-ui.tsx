import { Ellipsis, Link, Plus, Send } from 'lucide-preact'
import { Avatar } from '../components/avatar.tsx'
import { Button } from '../components/button.tsx'
import { Check } from '../components/check.tsx'
import { DateField } from '../components/date-field.tsx'
import { PageHeading } from '../components/heading.tsx'
import { DocumentPill } from '../components/pill.tsx'
import { SelectField } from '../components/select-field.tsx'
import { SkeletonRows } from '../components/states.tsx'
import { TextField } from '../components/text-field.tsx'

const nothing = () => {}

/** Every part in both themes; left out of the production bundle. */
export default function DevUi() {
  return (
    <main class="page">
      <PageHeading title="Components" />
      <Parts theme="light" />
      <Parts theme="dark" />
    </main>
  )
}

const Parts = ({ theme }: { theme: string }) => (
  <section data-theme={theme} class="card padded stack loose" aria-label={theme}>
    <div class="inline wrap">
      <Button look="primary" icon={Send}>
        Send invoice
      </Button>
      <Button icon={Link}>Copy link</Button>
      <Button look="quiet">Add discount</Button>
      <Button look="accent" icon={Plus}>
        Add line
      </Button>
      <Button look="danger">Void invoice</Button>
      <Button disabled>Disabled</Button>
      <Button look="primary" busy>
        Sending…
      </Button>
      <Button icon={Ellipsis} label={`More, ${theme}`} />
    </div>
    <div class="two-columns">
      <TextField label="Email" value="jane@okafor" onInput={nothing} error="Add the part after the dot" />
      <SelectField label="Contact" value="1" choices={[{ value: '1', label: 'Jane Okafor' }]} onChange={nothing} />
      <DateField label="Due" value="2026-12-04" onChange={nothing} />
      <TextField label="Rate" value="110.00" onInput={nothing} alignRight />
    </div>
    <div class="inline wrap">
      <Check label="On" isSwitch checked onChange={nothing} />
      <Check label="Off" isSwitch checked={false} onChange={nothing} />
      <Check label="Checked" checked onChange={nothing} />
      <Check label="A box without its tick" checked={false} onChange={nothing} />
    </div>
    <div class="inline wrap">
      {['DRAFT', 'SENT', 'PARTIALLY_PAID', 'PAID', 'OVERDUE', 'VOID'].map((status) => (
        <DocumentPill key={status} status={status} />
      ))}
      <Avatar name="Sam Reyes" />
      <Avatar name="Dana Kowalski" size="medium" />
      <Avatar name="The Annex Property Group" size="large" />
    </div>
    <SkeletonRows count={2} />
  </section>
)
