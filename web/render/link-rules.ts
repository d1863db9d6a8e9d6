/**
 * Which links a browser may prefetch, and when. The content security policy contains the hash of this
 * text. Left out: answers made for one reader, and addresses that are not pages.
 * https://developer.mozilla.org/docs/Web/API/Speculation_Rules_API
 */
export const LINK_RULES = JSON.stringify({
  prefetch: [
    {
      where: {
        and: [
          { href_matches: '/*' },
          { not: { href_matches: ['/api/*', '/media/*', '/preview/*', '/saved', '/offline'] } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
})
