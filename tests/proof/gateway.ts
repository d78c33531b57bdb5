import { startGateway } from '../../local/gateway/gateway.ts'

/** The gateway as a process of its own, as it is where the product runs; it says where it listens. */
const gateway = await startGateway({ connectionString: process.argv[2] ?? '' })
process.send?.(gateway.url)
process.once('disconnect', () => process.exit())
