import { absoluteUrl, articlePath } from '../../content/model/path.ts'
import { isolated } from '../bidi.ts'
import { Island } from '../islands/island.tsx'
import type { Setting } from '../setting.ts'

interface ShareProps {
  id: string
  headline: string
  setting: Setting
}

/** Plain links to where people share; no code of theirs. Without an origin there is nothing to share. */
export function Share({ id, headline, setting: { site, strings } }: ShareProps) {
  if (site.origin === undefined) return null
  const address = absoluteUrl(site.origin, articlePath(id))
  const url = encodeURIComponent(address)
  const text = encodeURIComponent(isolated(headline))
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
        when="near"
        props={{ url: address, headline, share: shareSheet, copy: copyLink, copied }}
      />
    </section>
  )
}
