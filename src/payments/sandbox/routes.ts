import type { App } from '../../platform/http/app.ts'
import { sandboxApiRoutes } from './api-routes.ts'
import { sandboxCheckoutRoutes } from './checkout-routes.ts'
import { controlPath } from './control/control-path.ts'
import { sandboxControlRoutes } from './control/routes.ts'
import { connectApiRoutes } from './connect/connect-api-routes.ts'
import { onboardingPath } from './connect/accounts.ts'
import { onboardingRoutes } from './connect/onboarding-routes.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { checkoutPath } from './session-object.ts'

/** The API at /v1 and the pages at /sandbox/checkout. Register it at the root, and only where the configuration says so. */
export async function sandboxRoutes(app: App, deps: SandboxDeps): Promise<void> {
  await app.register(async (scope: App) => sandboxApiRoutes(scope, deps), { prefix: '/v1' })
  await app.register(async (scope: App) => sandboxControlRoutes(scope, deps), { prefix: controlPath })
  await app.register(async (scope: App) => connectApiRoutes(scope, deps))
  await app.register(async (scope: App) => onboardingRoutes(scope, deps), { prefix: onboardingPath })
  await app.register(async (scope: App) => sandboxCheckoutRoutes(scope, deps), { prefix: checkoutPath })
}
