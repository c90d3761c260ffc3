const hourMs = 60 * 60 * 1000

/** The day it still is somewhere on earth: a home further west than the server can be booked for its own today. */
export const earliestToday = () => new Date(Date.now() - 11 * hourMs).toISOString().slice(0, 10)
