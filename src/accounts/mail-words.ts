/** The words of the mails about accounts, as ICU messages in English. */
export const mailWords = {
  verify: {
    subject: 'Confirm your e-mail address for {market}',
    lines: ['Hello {name},', 'somebody, hopefully you, signed up at {market} with this address. Confirm that it is yours:'],
    action: 'Confirm my address',
    after: ['The link works for one hour. If this was not you, you need not do anything: without it nobody can use the account.'],
  },
  reset: {
    subject: 'Choose a new password for {market}',
    lines: ['Hello {name},', 'here you can choose a new password. Everybody who is signed in as you will be signed out.'],
    action: 'Choose a new password',
    after: ['The link works once, for one hour. If you did not ask for it, leave your password as it is: nothing has changed.'],
  },
  known: {
    subject: 'You already have an account at {market}',
    lines: [
      'Hello {name},',
      'somebody, perhaps you, tried to sign up at {market} with this address. You already have an account: sign in with it.',
    ],
    action: 'Sign in',
    after: ['If you do not know your password any more, you can choose a new one there. If this was not you, nothing has changed.'],
  },
} as const
