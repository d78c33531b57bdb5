/**
 * One rule in both languages: over the facts that were loaded, and over the row in SQL (`row` is its alias). A property test
 * holds the two against each other over generated rows.
 */
export interface Condition<Facts> {
  holds(facts: Facts): boolean
  sql(row: string): string
}

/** Holds where the two of them do. */
export const both = <Facts>(a: Condition<Facts>, b: Condition<Facts>): Condition<Facts> => ({
  holds: (facts) => a.holds(facts) && b.holds(facts),
  sql: (row) => `${a.sql(row)} and ${b.sql(row)}`,
})
