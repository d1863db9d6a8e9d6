import { plainBidi } from '../../content/arabic/bidi.ts'
import { absoluteUrl, articlePath } from '../../content/model/path.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import { Island } from '../islands/island.tsx'
import { ShareButtons } from '../islands/share-buttons.tsx'
import type { RenderContext } from '../render/context.ts'
import { Icon } from './icon.tsx'

interface ShareProps {
  id: string
  headline: string
  context: RenderContext
}

const NETWORKS = ['whatsapp', 'x', 'facebook', 'telegram'] as const

/** Plain links to where people share: no third-party code. Without an origin there is no URL to share. */
export function Share({ id, headline, context: { site, strings } }: ShareProps) {
  if (site.origin === undefined) return null
  const address = absoluteUrl(site.origin, articlePath(id))
  const url = encodeURIComponent(address)
  const shared = plainBidi(headline)
  const text = encodeURIComponent(shared)
  const hrefs = {
    whatsapp: `https://wa.me/?text=${text}%20${url}`,
    x: `https://x.com/intent/post?text=${text}&url=${url}`,
    facebook: `https://www.facebook.com/sharer/sharer.php?u=${url}`,
    telegram: `https://t.me/share/url?url=${url}&text=${text}`,
  }
  const { copyLink, copied } = strings
  return (
    <section class="share" id={anchorOf(id)}>
      <h2>{strings.share}</h2>
      <ul>
        {NETWORKS.map((network) => (
          <li>
            <a
              href={hrefs[network]}
              rel="noopener"
              target="_blank"
              title={strings.networks[network]}
              aria-label={strings.shareOn(strings.networks[network])}
            >
              <Icon name={network} />
            </a>
          </li>
        ))}
        <li>
          <a
            href={`mailto:?subject=${text}&body=${url}`}
            title={strings.mail}
            aria-label={strings.mail}
          >
            <Icon name="mail" />
          </a>
        </li>
        <li>
          <Island
            name="share-buttons"
            component={ShareButtons}
            when="near"
            props={{ url: address, headline: shared, copy: copyLink, copied }}
          />
        </li>
      </ul>
    </section>
  )
}

/**
 * At the head of the story. It leads to the ways to share at the foot; the browser opens the device's
 * share sheet instead, or shows those here.
 */
export function ShareTool({ id, context: { site, strings } }: Omit<ShareProps, 'headline'>) {
  if (site.origin === undefined) return null
  return (
    <a href={`#${encodeURIComponent(anchorOf(id))}`} {...behaviour('share', {}, 'touch')}>
      <Icon name="share" />
      {strings.share}
    </a>
  )
}

function anchorOf(id: string): string {
  return `share-${id}`
}
