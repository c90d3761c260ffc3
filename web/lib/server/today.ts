import { todayIn } from '../dates/days.ts'

/** The day it still is somewhere on earth: a home further west than the server can be booked for its own today. */
export const earliestToday = () => todayIn('Etc/GMT+11', new Date())
