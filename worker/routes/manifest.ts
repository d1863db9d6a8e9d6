import { Hono } from 'hono'
import { FRONT_PATH, SAVED_PATH } from '../../content/model/path.ts'
import type { Site } from '../../content/model/site.ts'
import { directionOf } from '../../web/strings/direction.ts'
import { stringsFor } from '../../web/strings/languages.ts'
import type { AppEnv } from '../context.ts'
import { PAGE } from '../http/cache-policy.ts'
import { respond } from '../http/respond.ts'
import { loadSite } from '../read/site.ts'

/** The web app manifest: what a phone needs to install the site. */
export const manifest = new Hono<AppEnv>().get('/', async (c) => {
  const { site } = await loadSite(c.var.services)
  return respond(c, JSON.stringify(manifestOf(site)), 'application/manifest+json; charset=utf-8', {
    policy: PAGE,
  })
})

/** https://www.w3.org/TR/appmanifest/; the colours are those of the light theme. */
function manifestOf({ name, tagline, language }: Site) {
  return {
    id: FRONT_PATH,
    name,
    short_name: name,
    ...(tagline && { description: tagline }),
    lang: language,
    dir: directionOf(language),
    start_url: FRONT_PATH,
    scope: FRONT_PATH,
    display: 'standalone',
    display_override: ['minimal-ui'],
    background_color: '#fbf8f2',
    theme_color: '#fbf8f2',
    categories: ['news'],
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [{ name: stringsFor(language).saved.title, url: SAVED_PATH }],
  }
}
