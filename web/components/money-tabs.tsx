import { may } from '../models/permissions.ts'
import { LINKS } from '../places.ts'
import { TabLinks } from './tabs.tsx'

export const MoneyTabs = ({ current }: { current: string }) => (
  <div class="money-tabs">
    <TabLinks
      label="Money"
      current={current}
      tabs={LINKS.filter(({ group, tabNeeds }) => group === 'Money' && (!tabNeeds || may(tabNeeds)))}
    />
  </div>
)
