import { isSmall, type Person } from '../support/person.ts'

/** From the page behind the payment link to the checkout page. */
export async function goToPay({ page }: Person, amount: string): Promise<void> {
  await page.getByRole('button', { name: `Pay ${amount}` }).click()
  await page.getByRole('button', { name: 'Pay with card ending 4242' }).waitFor()
}

export async function payByCard(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: 'Pay with card ending 4242' }).click()
  await person.page.getByRole('heading', { name: /^Paid, thank you/ }).waitFor()
}

export async function cardIsDeclined(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: 'Pay with a card that is declined' }).click()
  await person.page.getByRole('heading', { name: 'The payment was not completed' }).waitFor()
}

/** On a phone the button is in reach without scrolling. */
export async function payIsInReach({ page, kind }: Person): Promise<boolean> {
  const box = await page.getByRole('button', { name: /^Pay / }).boundingBox()
  const height = page.viewportSize()?.height ?? 0
  return box !== null && box.y >= 0 && box.y + box.height <= height && (!isSmall(kind) || box.height >= 44)
}
