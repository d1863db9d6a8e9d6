/** The name that the lettering writes. A site of another name shows it as text. */
export const LETTERED_NAME = 'هدهد'

/**
 * The site's name as a drawing, with a hoopoe's crest that grows out of the first letter. It never
 * waits for a font. The outlines of the two letters are those of Noto Naskh Arabic 700 (OFL).
 */
export function Lettering() {
  return (
    <svg class="lettering" viewBox="0 0 2002 740" aria-hidden="true" focusable="false">
      <path
        class="crest"
        d="M1720 281Q1683 224 1629 151L1587 195Q1662 246 1720 281zM1722 280Q1707 204 1683 104L1627 126Q1679 215 1722 280zM1723 280Q1741 201 1760 95L1700 93Q1711 200 1723 280zM1725 280Q1772 218 1830 133L1776 107Q1745 205 1725 280zM1726 281Q1787 250 1865 204L1827 158Q1768 227 1726 281z"
      />
      <path
        class="tips"
        d="M1629 151Q1590 118 1554 121Q1552 157 1587 195zM1683 104Q1658 50 1623 36Q1608 70 1627 126zM1760 95Q1759 33 1733 4Q1705 31 1700 93zM1830 133Q1853 79 1840 43Q1804 55 1776 107zM1865 204Q1903 168 1904 132Q1868 127 1827 158z"
      />
      <g class="head" id="letters">
        <path d="M899 729q-67-2-129-17q-63-15-110-40q-36 19-79 29q-44 10-96 10q-8 0-8-8l0-104q0-6 8-6q19-1 38-1q18 0 37-1q-31-41-31-87q0-27 11-58q11-31 30-59q19-27 41-42l29-104q82 20 154 74q71 55 113 131q43 74 43 149q0 23-14 59q-14 37-37 75zM668 567q20-10 33-34q13-24 13-53q0-24-16-43q-16-18-34-18q-19 0-34 10q-15 11-29 32q-5 8-10 19q-6 11-11 23q19 20 41 36q22 16 47 28zM894 620q-17-45-35-80q-18-35-39-62q-11-16-24-29q-13-13-27-24q10 26 10 58q0 65-31 112q26 7 63 13q37 6 83 12z" />
        <path d="M168 720q-134 0-134-78q0-21 9-45q8-23 21-36q25 20 57 30q32 10 79 10q29 0 59-4q30-3 61-10q-26-45-45-88q-20-42-30-77q-11-34-11-53q0-36 18-63q18-26 52-36q20 81 41 144q21 64 44 111q19 38 42 53q23 15 63 15q8 0 8 8l0 102q0 8-8 8q-35 0-64-12q-30-11-53-34q-110 55-209 55z" />
      </g>
      <use class="head" href="#letters" x="1001" />
    </svg>
  )
}
