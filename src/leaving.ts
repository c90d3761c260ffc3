import type { DeleteAccountDeps } from './accounts/delete-account.ts'
import { forgetGuest, openAffairs } from './bookings/leave.ts'
import { retireListings } from './listings/retire-listings.ts'
import { forgetOwnBookings } from './own-bookings/find-own-bookings.ts'
import type { Deps } from './platform/deps.ts'
import { forgetMails } from './platform/mail.ts'
import { forgetSaved } from './saved/forget-person.ts'

/** What must be settled before somebody leaves, and what is forgotten then, wherever it is. */
export const leaving = (deps: Deps): Pick<DeleteAccountDeps, 'openAffairs' | 'forget'> => ({
  openAffairs,
  forget: async (tx, leaver) => {
    await forgetGuest(tx, leaver)
    if (leaver.hostId) {
      await retireListings(tx, deps, leaver.hostId)
      await forgetOwnBookings(tx, leaver.hostId)
    }
    await forgetSaved(tx, leaver.userId)
    await forgetMails(tx, leaver.email)
  },
})
