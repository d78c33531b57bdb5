import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Percent, Plus } from 'lucide-preact'
import type { TaxRate } from '../../../core/contract/business.ts'
import { Button } from '../../components/button.tsx'
import type { ObjectAction } from '../../components/menu.tsx'
import { Pill } from '../../components/pill.tsx'
import { RowMenu, SettingsList } from '../../components/settings-list.tsx'
import { Empty } from '../../components/states.tsx'
import { percent } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { taxRates, taxRatesQuery } from '../../models/tax-rates.ts'
import { tell } from '../../models/tell.ts'
import { TaxRateDialog } from './tax-rate-dialog.tsx'

export function TaxSettings() {
  const rates = useQuery(taxRatesQuery)
  const open = useSignal<TaxRate | 'new' | null>(null)
  const add = may('tax_rates.create') && (
    <Button icon={Plus} onClick={() => (open.value = 'new')}>
      Add tax
    </Button>
  )
  return (
    <SettingsList
      title="Taxes"
      lead="What you add to your prices. A line of an invoice takes one of them, or none."
      action={add}
      list={rates}
      what="the taxes"
      skeletons={2}
      empty={
        <Empty icon={Percent} title="No taxes yet">
          Leave it so if you do not charge tax.
        </Empty>
      }
      row={(rate) => <RateRow key={rate.id} rate={rate} edit={() => (open.value = rate)} />}
    >
      {open.value && (
        <TaxRateDialog
          rate={open.value === 'new' ? null : open.value}
          isFirst={rates.data?.length === 0}
          close={() => (open.value = null)}
        />
      )}
    </SettingsList>
  )
}

function RateRow({ rate, edit }: { rate: TaxRate; edit: () => void }) {
  const archived = rate.status === 'ARCHIVED'
  const change = (changes: Parameters<typeof taxRates.update>[1]) => () => saved(taxRates.update(rate, changes))
  const actions: ObjectAction[] = [
    { label: 'Edit', needs: 'update', run: edit },
    {
      label: 'Use on new lines',
      needs: 'update',
      when: !rate.is_default && !archived,
      run: change({ is_default: true }),
    },
    {
      label: archived ? 'Use again' : 'Retire',
      needs: 'update',
      run: change({ status: archived ? 'ACTIVE' : 'ARCHIVED' }),
    },
    { label: 'Delete', needs: 'delete', danger: true, run: () => saved(taxRates.remove(rate.id)) },
  ]
  return (
    <li class="row bare">
      <span class="grow strong">{rate.name}</span>
      {rate.is_default && <Pill look="sent">On new lines</Pill>}
      {archived && <Pill>Retired</Pill>}
      <span class="number">{percent(rate.percent)}</span>
      <RowMenu name={rate.name} of={rate} actions={actions} />
    </li>
  )
}

const saved = (work: Promise<unknown>) => tell(work, 'Saved', 'Not saved. ')
