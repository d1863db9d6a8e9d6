const PATHS = {
  bookmark: 'M5 3h10v14l-5-4-5 4z',
  menu: 'M3 5h14M3 10h14M3 15h14',
  share: 'M6 9H4v8h12V9h-2M10 12V2M6.5 5.5 10 2l3.5 3.5',
  whatsapp: 'M3 17l1.2-3.6A7 7 0 1 1 7 16zM7.5 7.5c0 3 2 5 5 5',
  x: 'M4 4l12 12M16 4L4 16',
  facebook: 'M13.5 3H12c-2 0-3 1.2-3 3v11M6 10h6.5',
  telegram: 'M17 4 3 9.5l5 1.8L10 17l2.5-3.5L16 16z',
  mail: 'M3 5h14v10H3zM3 6l7 5 7-5',
}

/** A drawing of 20 by 20 units, in the colour of the text. It is never the only name of its control. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
