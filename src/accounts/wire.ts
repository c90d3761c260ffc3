import { z } from 'zod'
import { instantWire, portraitWire } from '../platform/wire.ts'
import { passwordLengthMax, passwordLengthMin } from './passwords.ts'
import { aboutMax, languagesMax } from './profile.ts'

/** Control characters, halves of characters, and marks that turn the reading direction: names are shown to others. */
const unwanted = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

export const nameWire = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !unwanted.test(name), 'has characters that cannot be shown')

export const emailWire = z.string().trim().toLowerCase().pipe(z.email().max(254))

export const passwordWire = z.string().min(passwordLengthMin).max(passwordLengthMax)

/** Where to go on afterwards: a path on this very site, nothing a browser could read as another one. */
export const nextWire = z
  .string()
  .max(1000)
  .regex(/^\/(?![/\\])[^\s\\\p{Cc}]*$/u, 'not a path on this site')

export const signUpWire = z.object({ name: nameWire, email: emailWire, password: passwordWire, next: nextWire.optional() })
export const signInWire = z.object({
  email: emailWire,
  password: z.string().min(1).max(passwordLengthMax),
  rememberMe: z.boolean().default(true),
})
export const verifyEmailWire = z.object({ token: z.string().min(1).max(2000) })
export const mailToWire = z.object({ email: emailWire, next: nextWire.optional() })
export const resetPasswordWire = z.object({ token: z.string().min(1).max(200), newPassword: passwordWire })
export const changePasswordWire = z.object({ currentPassword: z.string().min(1).max(passwordLengthMax), newPassword: passwordWire })
export const updateUserWire = z.object({ name: nameWire })

const accountWire = z.object({ id: z.string(), name: z.string(), email: z.string(), emailVerified: z.boolean() }).meta({ id: 'Account' })

/** The session's token is in the cookie, which scripts can't read, and in the header `set-auth-token` for programs. */
export const accountAnswerWire = z.object({ user: accountWire })
export const sessionWire = z.object({ user: accountWire, session: z.object({ id: z.string(), expiresAt: instantWire }) }).nullable()
/** The same whether there is such an account or not. */
export const acceptedWire = z.object({ status: z.literal(true) })

export const meWire = z
  .object({
    user: accountWire,
    roles: z.array(z.enum(['operator'])),
    host: z.object({ id: z.string(), name: z.string() }).nullable().meta({ description: 'Set when this user lets homes' }),
    portrait: portraitWire.nullable(),
  })
  .meta({ id: 'Me' })

export const sessionsWire = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        current: z.boolean(),
        createdAt: instantWire,
        lastSeenAt: instantWire,
        address: z.string().nullable(),
        browser: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Sessions' })

export const hostClaimRequestWire = z.object({ token: z.string().min(1).max(200) })
export const hostClaimedWire = z.object({ hostId: z.string() }).meta({ id: 'HostClaimed' })

export const mailListWire = z.object({
  items: z.array(z.object({ id: z.string(), to: z.string(), subject: z.string(), at: instantWire })),
})
export const mailWire = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  at: instantWire,
})

const currentPasswordWire = z.string().min(1).max(passwordLengthMax)

export const changeEmailWire = z.object({ newEmail: emailWire, password: currentPasswordWire })

const languageWire = z.string().regex(/^[a-z]{2,3}$/, 'not an ISO 639 code')

export const profileWire = z
  .object({ shownName: z.string(), about: z.string(), languages: z.array(z.string()) })
  .meta({ id: 'Profile', description: 'What others read of oneself. An empty shownName means the first of the names' })

export const profilePatchWire = z
  .object({
    shownName: z.union([z.literal(''), nameWire]),
    about: z.string().trim().max(aboutMax),
    languages: z.array(languageWire).max(languagesMax),
  })
  .partial()

export const portraitAnswerWire = z.object({ portrait: portraitWire.nullable() })

export const deletionWire = z.object({ password: currentPasswordWire })
