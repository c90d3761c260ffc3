import { redirect } from '@sveltejs/kit'

/** Where the reservations were before they became part of the host's desk. */
export const GET = () => redirect(301, '/host/reservations')
