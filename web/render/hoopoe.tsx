/** The site's mark: the head of a hoopoe with an open crest, in the colours of the text. */
export function Hoopoe() {
  return (
    <svg class="hoopoe" viewBox="0 0 64 64" aria-hidden="true">
      <path class="crest" d="M30 31 14 9l9 5L24 3l7 9 5-10 3 12 9-7-2 12 10-2-8 10z" />
      <path
        class="tips"
        d="m14 9 9 5-3 3zM24 3l7 9-5 2zM36 2l3 12-5-1zM48 7l-2 12-4-3zM56 17l-8 10-3-5z"
      />
      <path
        class="head"
        d="M30 27c8-4 18 0 19 9 0 4-1 7-3 10l1 16H25c0-9-1-15 0-21L2 47l22-12c1-4 3-6 6-8z"
      />
      <circle class="eye" cx="33" cy="35" r="2.2" />
    </svg>
  )
}
