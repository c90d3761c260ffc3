/**
 * The ledger's facts that move what the provider holds for us. Both sides name them alike: the ledger when it posts, and the
 * reader of the provider's books by the ids that we gave. That is how each finds its other.
 */
export const facts = {
  charge: (paymentId: string) => `charge:${paymentId}`,
  refund: (refundId: string) => `refund:${refundId}`,
  refundFailed: (refundId: string) => `refund-failed:${refundId}`,
  disputeWithdrawn: (providerId: string) => `dispute-withdrawn:${providerId}`,
  disputeReinstated: (providerId: string) => `dispute-reinstated:${providerId}`,
  transfer: (transferId: string) => `transfer:${transferId}`,
  reversal: (reversalId: string) => `reversal:${reversalId}`,
  /** Of one of the provider's transactions. */
  fee: (transactionId: string) => `provider-fee:${transactionId}`,
} as const
