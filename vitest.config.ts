import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname, 'server-only': `${import.meta.dirname}/server/platform/testing/empty.ts` }

// Two projects: what is pure, on every core at once; and then what needs a database, which gets a real PostgreSQL from global set-up, one
// database and one process a file. Time limits are there to end a test that hangs, not to measure one: a busy machine takes ten times as long.
const patience = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['server/core/**/*.test.ts', 'app/**/*.test.ts', 'server/platform/**/*.unit.test.ts'],
          // What is pure keeps nothing from one file to the next: a process for each would only be waited for.
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
          ...patience,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'service',
          include: ['server/{platform,replica,router,control,cli,web}/**/*.test.ts'],
          // With a given database, what only concerns the embedded one has been tested already.
          exclude: [
            '**/*.unit.test.ts',
            '**/node_modules/**',
            ...(process.env.TEST_DATABASE_URL ? ['server/cli/**', 'server/platform/db/embedded.test.ts'] : []),
          ],
          sequence: { groupOrder: 2 },
          globalSetup: ['server/platform/testing/postgres.ts'],
          ...patience,
        },
      },
    ],
  },
})
