import { behaviour } from '../behaviours/behaviour.ts'
import type { OfflineProps } from '../behaviours/enable-offline.ts'
import { localeOf, type RenderContext } from '../render/context.ts'
import { directionOf } from '../strings/direction.ts'
import type { PageStyle } from '../styles/page-styles.ts'
import { Footer } from './footer.tsx'
import { Masthead } from './masthead.tsx'

interface PageBodyProps {
  context: RenderContext
  style: PageStyle
  /** The rendered page. */
  main: string
  section?: string
  /** Of the page, where it is not the site's. */
  language?: string
  /** For the service worker; undefined on a private page. */
  offline?: OfflineProps
}

/** The body of every document: masthead, page, footer. */
export function PageBody({ context, style, main, section, language, offline }: PageBodyProps) {
  return (
    <>
      <a class="skip" href="#content">
        {context.strings.skipToContent}
      </a>
      <Masthead context={context} style={style} section={section} />
      <main
        id="content"
        class={style}
        {...(language && { lang: language, dir: directionOf(language) })}
        {...behaviour('relative-times', { locale: localeOf(context) }, 'idle')}
        dangerouslySetInnerHTML={{ __html: main }}
      />
      <Footer context={context} />
      {offline && <p class="notice" role="status" {...behaviour('offline', offline, 'idle')} />}
    </>
  )
}
