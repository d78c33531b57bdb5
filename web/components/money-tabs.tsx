import { may } from '../models/permissions.ts'
import { TabLinks } from './tabs.tsx'

export const MoneyTabs = ({ current }: { current: string }) => (
  <div class="money-tabs">
    <TabLinks
      label="Money"
      current={current}
      tabs={[
        { href: '/invoices', label: 'Invoices' },
        ...(may('payments.read') ? [{ href: '/payments', label: 'Payments' }] : []),
      ]}
    />
  </div>
)
