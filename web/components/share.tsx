import { absoluteUrl, articlePath } from '../../content/model/path.ts'
import { Island } from '../islands/island.tsx'
import { ShareButtons } from '../islands/share-buttons.tsx'
import { plainBidi } from '../render/bidi.ts'
import type { RenderContext } from '../render/context.ts'

interface ShareProps {
  id: string
  headline: string
  context: RenderContext
}

/** Plain links to where people share: no third-party code. Without an origin there is no URL to share. */
export function Share({ id, headline, context: { site, strings } }: ShareProps) {
  if (site.origin === undefined) return null
  const address = absoluteUrl(site.origin, articlePath(id))
  const url = encodeURIComponent(address)
  const shared = plainBidi(headline)
  const text = encodeURIComponent(shared)
  const networks = [
    { name: strings.networks.whatsapp, href: `https://wa.me/?text=${text}%20${url}` },
    { name: strings.networks.x, href: `https://x.com/intent/post?text=${text}&url=${url}` },
    {
      name: strings.networks.facebook,
      href: `https://www.facebook.com/sharer/sharer.php?u=${url}`,
    },
    { name: strings.networks.telegram, href: `https://t.me/share/url?url=${url}&text=${text}` },
  ]
  const { shareSheet, copyLink, copied } = strings
  return (
    <section class="share">
      <h2>{strings.share}</h2>
      <ul>
        {networks.map(({ name, href }) => (
          <li>
            <a href={href} rel="noopener" target="_blank" aria-label={strings.shareOn(name)}>
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
        <li>
          <a href={`mailto:?subject=${text}&body=${url}`}>{strings.mail}</a>
        </li>
      </ul>
      <Island
        name="share-buttons"
        component={ShareButtons}
        when="near"
        props={{ url: address, headline: shared, share: shareSheet, copy: copyLink, copied }}
      />
    </section>
  )
}
