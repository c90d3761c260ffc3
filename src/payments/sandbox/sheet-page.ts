import { html, type Html } from './html.ts'
import { checkoutPath } from './session-object.ts'

type Sheet = Readonly<{
  language: string
  title: string
  content: Html
  /** What helps whoever tries things out, next to the sheet. */ beside: Html | null
}>

/** A page of the sandbox's that stands in for one of the provider's. */
export const sheetPage = ({ language, title, content, beside }: Sheet): Html =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="${checkoutPath}/checkout.css" />
      </head>
      <body>
        <main>
          <div class="sheet">${content}</div>
          ${beside}
        </main>
      </body>
    </html>`
