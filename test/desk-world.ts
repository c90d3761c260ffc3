import { test, type TestContext } from 'node:test'
import { databases } from './databases.ts'
import { newWorld, type World } from './world.ts'

/** A test of the whole product behind its routes, in the small town of world.ts, on each database. */
export function inEachTown(title: string, run: (world: World, t: TestContext) => Promise<void>, units = 1): void {
  for (const database of databases()) {
    test(`${title} [${database.name}]`, { skip: database.skip }, async (t) => {
      const world = await newWorld({ database, units })
      t.after(() => world.stop())
      await run(world, t)
    })
  }
}
