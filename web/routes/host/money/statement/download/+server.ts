import { statementCsv } from '../../../../../lib/hosting/statement-csv.ts'
import { apiFor, orErrorPage } from '../../../../../lib/server/api.ts'
import { monthIn } from '../../../../../lib/server/month-in.ts'
import type { RequestHandler } from './$types'

/** The month as a file for a bookkeeper's program. */
export const GET: RequestHandler = async (event) => {
  const query = monthIn(event.url)
  const statement = orErrorPage(await apiFor(event).GET('/api/v1/me/host/statement', { params: { query } }))
  return new Response(statementCsv(statement), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="statement-${statement.month}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}
