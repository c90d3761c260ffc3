import { execFileSync, spawnSync } from 'node:child_process'
import { statfsSync } from 'node:fs'
import path from 'node:path'
import { findProgram } from '../machine.ts'
import type { NodePlace } from './galera.ts'

/**
 * A network and mounts of our own, which nobody outside sees: there links can be cut and disks filled. Needs root, `unshare`,
 * `ip` and `nft`; without them nodes live on the loopback address, are cut off by stopping them, and no disk is filled.
 */
export const lab = {
  /** Whether this process is in one. */
  isInside: process.env.SOJOURN_TEST_LAB === '1',
  missing,
  enter,
  begin,
  places,
  cut,
  heal,
  smallDisk,
  fill,
  empty,
}

/** Why there can be none here; undefined when there can. */
function missing(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs to be root'
  const tools = ['unshare', 'ip', 'nft', 'mount'].filter((tool) => !findProgram(tool))
  if (tools.length > 0) return `needs ${tools.join(', ')}: apt-get install util-linux iproute2 nftables`
  const tried = spawnSync(findProgram('unshare') ?? '', [...namespaces, 'sh', '-c', 'ip link set lo up && nft add table inet tried'], {
    env: withSbin(),
  })
  return tried.status === 0 ? undefined : `is not permitted: ${String(tried.stderr).trim()}`
}

const namespaces = ['--net', '--mount', '--propagation', 'private']
const withSbin = () => ({ ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` })

/** Runs this very program again, inside. @returns how it ended. */
function enter(): number {
  const again = [...namespaces, process.execPath, ...process.argv.slice(1)]
  const done = spawnSync(findProgram('unshare') ?? '', again, { stdio: 'inherit', env: { ...withSbin(), SOJOURN_TEST_LAB: '1' } })
  return done.status ?? 1
}

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
const network = '10.77.0'
const bridge = 'bridge0'
const nameOf = (index: number) => `node${index + 1}`
const addressOf = (index: number) => `${network}.${index + 1}`

/** Comes first inside: even the loopback address is new there. */
function begin(): void {
  run('ip', 'link', 'set', 'lo', 'up')
  // `ip netns` keeps its names here: in this mount namespace alone.
  run('mount', '-t', 'tmpfs', 'tmpfs', '/run')
}

/** Three hosts with addresses of their own on one bridge, this process at its other end. */
function places(count: number): NodePlace[] {
  run('ip', 'link', 'add', bridge, 'type', 'bridge')
  run('ip', 'address', 'add', `${network}.254/24`, 'dev', bridge)
  run('ip', 'link', 'set', bridge, 'up')
  return Array.from({ length: count }, (_, index) => {
    const [name, cable] = [nameOf(index), `cable${index + 1}`]
    run('ip', 'netns', 'add', name)
    run('ip', 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
    run('ip', 'link', 'set', cable, 'master', bridge, 'up')
    run('ip', '-n', name, 'link', 'set', 'lo', 'up')
    run('ip', '-n', name, 'address', 'add', `${addressOf(index)}/24`, 'dev', 'eth0')
    run('ip', '-n', name, 'link', 'set', 'eth0', 'up')
    inside(index, 'nft', 'add', 'table', 'inet', 'cut')
    inside(index, 'nft', 'add', 'chain', 'inet', 'cut', 'in', '{ type filter hook input priority 0; }')
    return { host: addressOf(index), within: ['ip', 'netns', 'exec', name] }
  })
}

const inside = (index: number, ...command: string[]) => run('ip', 'netns', 'exec', nameOf(index), ...command)

/** Node `deaf` hears nothing from node `other` any more: packets are dropped without a word. */
function cut(deaf: number, other: number): void {
  inside(deaf, 'nft', 'add', 'rule', 'inet', 'cut', 'in', 'ip', 'saddr', addressOf(other), 'drop')
}

function heal(count: number): void {
  for (let index = 0; index < count; index++) inside(index, 'nft', 'flush', 'chain', 'inet', 'cut', 'in')
}

/** A folder on a disk of its own. */
function smallDisk(mebibytes: number): string {
  // Over whatever is there: nobody outside sees it, and it is gone with us.
  const folder = '/mnt'
  run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder)
  return folder
}

const filler = (folder: string) => path.join(folder, 'filler')

/** Leaves not a byte on the disk under `folder`. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail > 0) spawnSync('fallocate', ['-l', String(bavail * bsize), filler(folder)])
}

function empty(folder: string): void {
  spawnSync('rm', ['-f', filler(folder)])
}
