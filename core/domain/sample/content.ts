/** What a sample business has, as data: enough to look around, little enough to see through. */
export const SAMPLE = {
  business: { business_name: 'Sample: Hillside Plumbing' },
  contacts: [
    { display_name: 'Jane Okafor', email: 'jane@okafor.example' },
    { display_name: 'Birchwood Dental', company_name: 'Birchwood Dental', email: 'office@birchwood.example' },
    { display_name: 'The Annex Cafe', email: 'hello@annexcafe.example' },
  ],
  invoice: {
    line_items: [
      { name: 'Kitchen tap, replaced', qty: '1', rate: '180' },
      { name: 'Call-out', qty: '1', rate: '60' },
    ],
  },
  quote: { line_items: [{ name: 'New boiler, with installation', qty: '1', rate: '2400' }] },
  work_item: { title: 'Look at the leak under the sink', priority: 'HIGH' },
  letter: {
    from_name: 'Sam Reyes',
    from_address: 'sam@reyes.example',
    subject: 'Dripping since Monday',
    text: 'Hello,\n\nthe tap in our kitchen has been dripping since Monday. Could somebody look at it this week?\n\nThank you, Sam',
  },
} as const
