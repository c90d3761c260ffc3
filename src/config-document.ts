import { settings, type Setting } from './settings.ts'

const intro = `# Configuration

Sojourn reads its settings from the environment. None is needed to try it: \`npm start\` runs everything on this machine.
All settings are checked together when it starts; a wrong or unknown one stops the start, and one message lists every problem.

A market is **public** when HOST is anything but loopback, or when SOJOURN_ORIGIN names a host that is not loopback. A public
market needs SOJOURN_ORIGIN, a secret (SOJOURN_SECRET or SOJOURN_SECRET_FILE, unless HOST is loopback behind a proxy), a mail server
and Stripe's keys. Demo accounts, the mailbox page and the payment sandbox exist on loopback only, unless SOJOURN_DEMO is \`public\`.
`

/** docs/operating/configuration.md, made of the same table that the start checks by. */
export function configurationDocument(): string {
  const groups = Map.groupBy(Object.entries<Setting<unknown>>(settings), ([, setting]) => setting.group)
  const sections = [...groups].map(([group, members]) => {
    const rows = members.map(([name, setting]) => `| \`${name}\` | ${setting.description} | ${setting.shape} | ${fallbackText(setting)} |`)
    return [`## ${group}`, '', '| Setting | What it does | Value | Default |', '|---|---|---|---|', ...rows, ''].join('\n')
  })
  return `${intro}\n${sections.join('\n')}`
}

const fallbackText = (setting: Setting<unknown>) => (setting.fallback === null ? '–' : `\`${setting.fallback}\``)
