import { beforeAll, describe, expect, it } from 'vitest'
import { makeContact } from '../../routes/contacts.ts'
import { apiClient } from '../../support/api.ts'
import { makeDraft, makeLinked } from '../../support/invoices.ts'
import { dataOf } from '../../support/route-row.ts'
import { useStack } from '../../support/shared-stack.ts'
import { INJECTIONS, isBlank, STRINGS } from '../../support/strings.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let team: Team
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)

describe('XS1 PT7 the page of a link shows every text, and nothing of it acts', () => {
  it('lines, descriptions, names, notes and terms', async () => {
    const b = await team.business()
    const plainLine = { name: 'A', description: 'B', rate: '1.00' }
    const plain = await linkTo(b, {}, { line_items: [plainLine], notes: 'C', terms: 'D' })
    const plainTags = tagsIn((await apiClient(stack).get(plain)).text)
    const texts = STRINGS.filter((text) => !isBlank(text))
    for (let at = 0; at < texts.length; at += 100) {
      const part = texts.slice(at, at + 100)
      const display_name = part[0]!.slice(0, 200).trim()
      const line_items = part.map((text) => ({ name: text.slice(0, 200), description: text, rate: '1.00' }))
      const link = await linkTo(b, { display_name }, { line_items, notes: part.at(-1), terms: part.at(-2) })
      const page = await apiClient(stack).get(link)
      expect(page.status).toBe(200)
      expect(shownIn(page.text, /<li class="li"><div><bdi>([\s\S]*?)<\/bdi>/g)).toEqual(
        line_items.map(({ name }) => name),
      )
      expect(shownIn(page.text, /<div class="m s typed">([\s\S]*?)<\/div>/g)).toEqual(part)
      expect(shownIn(page.text, /<p class="s m typed gap">([\s\S]*?)<\/p>/g)).toEqual([part.at(-1), part.at(-2)])
      expect(shownIn(page.text, /For <bdi>([\s\S]*?)<\/bdi>/g)).toEqual([display_name])
      expect(tagsIn(page.text)).toEqual(plainTags)
      const json = await apiClient(stack).get(link, { headers: { Accept: 'application/json' } })
      expect(json.body.data.line_items.map((line: { name: string }) => line.name)).toEqual(
        line_items.map(({ name }) => name),
      )
    }
  }, 60_000)

  it('the name of the business', async () => {
    const b = await team.business()
    for (const name of [
      ...INJECTIONS.slice(0, 4),
      '<img src=x onerror=alert(1)>',
      '</h1><script>alert(1)</script>',
      '&amp;',
      '👩🏽‍🔧 \u202eevil\u202c',
    ]) {
      await b.owner.patch('/v1/business', { name })
      const { token } = await makeLinked(b)
      const page = await apiClient(stack).get(`/portal/invoices/${token}`)
      expect(shownIn(page.text, /<h1 dir="auto">([\s\S]*?)<\/h1>/g)).toEqual([name])
      expect(page.text).not.toMatch(/<script|<img src=x/i)
    }
  })

  it('the names of tax rates', async () => {
    const b = await team.business()
    for (const name of ['<b>HST</b>', "' or 1=1 --"]) {
      const rate = await dataOf(b.owner.post('/v1/tax-rates', { name, percent: '13' }))
      const link = await linkTo(b, {}, { line_items: [{ name: 'A', rate: '10', tax_rate_id: rate.id }] })
      const page = await apiClient(stack).get(link)
      expect(shownIn(page.text, /<dt class="m">([\s\S]*?)<\/dt>/g).join()).toContain(name)
    }
  })
})

async function linkTo(b: TeamBusiness, contact: object, invoice: object): Promise<string> {
  const { id: contact_id } = await makeContact(b, 'OWNER', contact)
  const { id } = await makeDraft(b, 'OWNER', { contact_id, ...invoice })
  const minted = await dataOf<{ payment_link_url: string }>(b.owner.post(`/v1/invoices/${id}/payment-link`))
  return minted.payment_link_url
}

/** What a page is made of: one tag more came out of a text. */
const tagsIn = (html: string) =>
  [...new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag!.toLowerCase()))].sort()
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
const shownIn = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, text]) => text!.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity]!))
