import type { Summary } from '../../content/model/summary.ts'
import { Message } from '../components/message.tsx'
import { unindexedHead } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'
import type { Strings } from '../strings/strings.ts'

/** @param newest headlines below the message */
export function notFoundPage(newest: Summary[] = []): PageDefinition {
  return messagePage(({ notFound }) => ({ ...notFound, newest }))
}

export function badAddressPage(): PageDefinition {
  return messagePage(({ badAddress }) => badAddress)
}

export function rateLimitedPage(): PageDefinition {
  return messagePage(({ rateLimited }) => rateLimited)
}

/**
 * @param newest headlines below the message
 * @param reason why the story was withdrawn, in the editor's words
 */
export function gonePage(newest: Summary[], reason?: string): PageDefinition {
  return messagePage(({ gone: { title, text } }) => ({ title, text: reason ?? text, newest }))
}

/** @param requestId the id that the log has for this request */
export function unavailablePage(requestId: string): PageDefinition {
  return messagePage(({ unavailable }) => ({ ...unavailable, requestId }))
}

/** @param requestId the id that the log has for this request */
export function errorPage(requestId: string): PageDefinition {
  return messagePage(({ error }) => ({ ...error, requestId }))
}

interface MessageText {
  title: string
  text: string
  requestId?: string
  newest?: Summary[]
}

function messagePage(textOf: (strings: Strings) => MessageText): PageDefinition {
  return {
    style: 'message',
    head: (context) => unindexedHead(context, textOf(context.strings).title),
    body: (context) => <Message {...textOf(context.strings)} context={context} />,
  }
}
