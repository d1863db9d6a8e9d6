/** The name that the lettering writes. A site of another name shows it as text. */
export const LETTERED_NAME = 'هدهد'

/**
 * The site's name as a drawing, with a hoopoe's crest that grows out of the first letter. It never
 * waits for a font. The outlines of the two letters are those of Noto Naskh Arabic 700 (OFL).
 */
export function Lettering() {
  return (
    <svg class="lettering" viewBox="0 0 667 247" aria-hidden="true">
      <path
        class="crest"
        d="M573 94q-12-19-30-44l-14 15q25 17 44 29zM574 93q-5-25-13-58l-19 7q18 30 32 51zM574 93q6-26 13-61l-20-1q3 36 7 62zM575 93q16-20 35-49l-18-8q-10 32-17 57zM575 94q21-11 47-26l-13-15q-20 23-34 41z"
      />
      <path
        class="tips"
        d="M543 50q-13-11-25-10-1 12 11 25zM561 35q-8-18-20-23-5 11 1 30zM587 32q-1-21-9-31-10 9-11 30zM610 44q8-18 3-30-12 4-21 22zM622 68q12-12 13-24-12-2-26 9z"
      />
      <path
        class="head"
        id="letters"
        d="M300 243q-23-1-43-6-21-5-37-13-12 6-26 10-15 3-32 3-3 0-3-3l0-34q0-2 3-2 6-1 12-1 6 0 13 0-11-14-11-29 0-9 4-19 4-11 10-20 6-9 14-14l9-35q28 7 52 25 23 18 37 44 15 24 15 49 0 8-5 20-5 12-12 25zM223 189q6-3 11-11 4-8 4-18 0-8-5-14-6-6-12-6-6 0-11 3-5 4-10 11-1 2-3 6-2 4-4 8 7 6 14 12 7 5 16 9zM298 207q-6-15-12-27-6-12-13-21-3-5-8-9-4-5-9-8 4 8 4 19 0 22-11 37 9 3 21 5 13 2 28 4zM56 240q-45 0-45-26 0-7 3-15 3-8 7-12 9 7 19 10 11 3 27 3 9 0 19-1 10-1 21-3-9-15-15-30-7-14-10-25-4-12-4-18 0-12 6-21 6-9 17-12 7 27 14 48 7 21 15 37 6 13 14 18 7 5 21 5 2 0 2 2l0 34q0 3-2 3-12 0-22-4-10-4-17-11-37 18-70 18z"
      />
      <use class="head" href="#letters" x="334" />
    </svg>
  )
}
