import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname, 'server-only': `${import.meta.dirname}/server/platform/testing/empty.ts` }

// Two projects: what is pure runs anywhere in seconds; what needs a database gets a real PostgreSQL from global set-up,
// and one database a file. Time limits are there to end a test that hangs, not to measure one: a busy machine takes ten times as long.
const patience = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['server/core/**/*.test.ts', 'app/**/*.test.ts', 'server/platform/**/*.unit.test.ts'],
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
          globalSetup: ['server/platform/testing/postgres.ts'],
          ...patience,
        },
      },
    ],
  },
})
