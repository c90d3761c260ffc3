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
  change: {
    subject: 'Confirm your new address for {market}',
    lines: ['Hello {name},', 'you asked to be written to at this address from now on. Confirm that it is yours:'],
    action: 'Use this address',
    after: ['The link works for one hour. Until you follow it, the address you had stays. If this was not you, you need not do anything.'],
  },
  changed: {
    subject: 'Your address at {market} was changed',
    lines: [
      'Hello {name},',
      'from now on {market} writes to another address of yours, and you sign in with that one. This is the last mail here.',
    ],
    action: 'See your account',
    after: ['If this was not you, somebody else may be in your account: tell us at once.'],
  },
  gone: {
    subject: 'Your account at {market} is deleted',
    lines: ['Hello {name},', 'your account is gone, as you asked, and what we knew of you with it. We write to you no more.'],
    action: 'See the market',
    after: ['If this was not you, answer to the market at once: it cannot be brought back.'],
  },
} as const
