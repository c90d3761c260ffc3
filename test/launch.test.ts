import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { tempFolder } from './temp.ts'

/** A checkout with the real launcher, and stand-ins for what it launches. */
function newCheckout() {
  const folder = tempFolder('checkout')
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  cpSync('bin', path.join(folder, 'bin'), { recursive: true })
  write('package.json', '{ "name": "sojourn", "version": "1.0.0", "type": "module" }')
  write('package-lock.json', '{ "name": "sojourn", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": {} } }')
  write(
    'node_modules/vite/bin/vite.js',
    `import { appendFileSync, mkdirSync } from 'node:fs'\nmkdirSync('build', { recursive: true })\nappendFileSync('build/log', 'built ')`,
  )
  write('node_modules/vite/package.json', '{ "type": "module" }')
  write('vite.config.ts', '')
  write('web/page.svelte', '<p>')
  write('bench/search.ts', `console.log('{}')`)
  write(
    'src/main.ts',
    `process.on('SIGTERM', () => process.exit(7))\nsetTimeout(() => {}, 60_000)\nconsole.log('up', ...process.argv.slice(2))`,
  )
  const launch = (...args: string[]) => new Launched(spawn(process.execPath, ['bin/launch.mjs', ...args], { cwd: folder }))
  return { folder, write, launch, read: (file: string) => readFileSync(path.join(folder, file), 'utf8') }
}

class Launched {
  output = ''
  readonly ended: Promise<number | null>
  readonly #child: ChildProcess

  constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    this.ended = new Promise((resolve) => child.once('close', resolve))
  }

  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      const more = await Promise.race([new Promise((resolve) => this.#child.stdout?.once('data', resolve)), this.ended.then(() => 'ended')])
      assert.ok(more !== 'ended' || this.output.includes(text), this.output)
    }
  }

  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    return this.ended
  }
}

test('npm start builds the site, starts the market, and ends with it', async () => {
  const { launch, read } = newCheckout()
  const market = launch('start', '--port', '1')
  await market.says('up --port 1')
  assert.match(market.output, /Building the site … \d/)
  assert.equal(read('build/log'), 'built ')
  assert.equal(await market.stop(), 7, 'the signal and the exit code are passed on')
})

test('a second start builds nothing; a changed page is built again', async () => {
  const { launch, read, write } = newCheckout()
  for (const change of [() => {}, () => {}, () => write('web/page.svelte', '<p>hello')]) {
    change()
    const market = launch('start')
    await market.says('up')
    await market.stop()
  }
  assert.equal(read('build/log'), 'built built ')
})

test('a site that does not build stops the start and says why', async () => {
  const { launch, write } = newCheckout()
  write('node_modules/vite/bin/vite.js', `console.log('no such component'); process.exit(1)`)
  const market = launch('start')
  assert.equal(await market.ended, 1)
  assert.match(market.output, /no such component/)
})

test('packages are installed when the lock file asks for them, and only then', async () => {
  const { launch, write, read } = newCheckout()
  write('extra/package.json', '{ "name": "extra", "version": "2.0.0" }')
  write('package.json', '{ "name": "sojourn", "version": "1.0.0", "type": "module", "dependencies": { "extra": "file:extra" } }')
  const packages = {
    '': { dependencies: { extra: 'file:extra' } },
    extra: { version: '2.0.0' },
    'node_modules/extra': { resolved: 'extra', link: true },
  }
  write('package-lock.json', JSON.stringify({ name: 'sojourn', version: '1.0.0', lockfileVersion: 3, packages }))
  const first = launch('bench', 'search')
  assert.equal(await first.ended, 0, first.output)
  assert.match(first.output, /Installing packages/)
  assert.match(read('node_modules/extra/package.json'), /2\.0\.0/)
  const second = launch('bench', 'search')
  assert.equal(await second.ended, 0, second.output)
  assert.equal(second.output, '{}\n')
})

test('a bench or a command that does not exist is answered with those that do', async () => {
  const { launch } = newCheckout()
  const bench = launch('bench', 'sarch')
  assert.equal(await bench.ended, 1)
  assert.match(bench.output, /There are: search/)
  const verb = launch('strat')
  assert.equal(await verb.ended, 1)
  assert.match(verb.output, /There are: start, dev, test/)
})
