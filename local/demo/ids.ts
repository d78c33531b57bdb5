/** Ids that are the same on every machine, so that a link into the demo business stays good. */
const demoId = (kind: number, n: number): string => `01985000-0000-7000-a00${kind}-${String(n).padStart(12, '0')}`

export const TENANT_ID = demoId(0, 1)
export const PROJECT_ID = demoId(0, 2)
export const ORG_ID = 'org_hub_maplecorner'
export const PLATFORM_TENANT_ID = demoId(0, 3)
export const PLATFORM_ORG_ID = 'org_hub_platform'
export const PLATFORM_PROJECT_ID = demoId(0, 4)
export const contactId = (n: number): string => demoId(1, n)
export const invoiceId = (n: number): string => demoId(2, n)
export const workItemId = (n: number): string => demoId(4, n)
export const userId = (n: number): string => demoId(3, n)
export const quoteId = (n: number): string => demoId(5, n)
