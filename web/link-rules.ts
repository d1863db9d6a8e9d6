/**
 * Which links a browser may prefetch, and when. The content security policy names this text by its
 * hash. What is made for one reader alone, or is no page, is left out.
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
