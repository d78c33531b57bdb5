import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Ellipsis, Percent, Plus } from 'lucide-preact'
import type { TaxRate } from '../../../core/contract/business.ts'
import { Button } from '../../components/button.tsx'
import { Menu, type MenuAction } from '../../components/menu.tsx'
import { Pill } from '../../components/pill.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { Empty, Problem, SkeletonRows } from '../../components/states.tsx'
import { plainDecimal } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { sentence } from '../../models/sentences.ts'
import { taxRates, taxRatesQuery } from '../../models/tax-rates.ts'
import { showToast } from '../../models/toasts.ts'
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
    <SettingsCard
      title="Taxes"
      lead="What you add to your prices. A line of an invoice takes one of them, or none."
      action={add}
    >
      {rates.error && !rates.data && (
        <Problem error={rates.error} what="the taxes" retry={() => void rates.refetch()} />
      )}
      {!rates.data && !rates.error && <SkeletonRows count={2} />}
      {rates.data?.length === 0 && (
        <Empty icon={Percent} title="No taxes yet">
          Leave it so if you do not charge tax.
        </Empty>
      )}
      <ul>
        {rates.data?.map((rate) => (
          <RateRow key={rate.id} rate={rate} edit={() => (open.value = rate)} />
        ))}
      </ul>
      {open.value && (
        <TaxRateDialog
          rate={open.value === 'new' ? null : open.value}
          isFirst={rates.data?.length === 0}
          close={() => (open.value = null)}
        />
      )}
    </SettingsCard>
  )
}

function RateRow({ rate, edit }: { rate: TaxRate; edit: () => void }) {
  const can = (action: string) => rate.allowed_actions.includes(action)
  const archived = rate.status === 'ARCHIVED'
  const actions: MenuAction[] = [
    ...(can('update') ? [{ label: 'Edit', run: edit }] : []),
    ...(can('update') && !rate.is_default && !archived
      ? [{ label: 'Use on new lines', run: () => tell(taxRates.update(rate, { is_default: true })) }]
      : []),
    ...(can('update')
      ? [
          {
            label: archived ? 'Use again' : 'Retire',
            run: () => tell(taxRates.update(rate, { status: archived ? 'ACTIVE' : 'ARCHIVED' })),
          },
        ]
      : []),
    ...(can('delete') ? [{ label: 'Delete', danger: true, run: () => tell(taxRates.remove(rate.id)) }] : []),
  ]
  return (
    <li class="row bare">
      <span class="grow strong">{rate.name}</span>
      {rate.is_default && <Pill look="sent">On new lines</Pill>}
      {archived && <Pill>Retired</Pill>}
      <span class="number">{plainDecimal(rate.percent)} %</span>
      <Menu look="quiet" icon={Ellipsis} label={`Actions for ${rate.name}`} actions={actions} />
    </li>
  )
}

function tell(work: Promise<unknown>): void {
  work.then(
    () => showToast({ text: 'Saved' }),
    (error: unknown) => showToast({ text: `Not saved. ${sentence(error)}`, kind: 'failed' }),
  )
}
