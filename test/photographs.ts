import sharp from 'sharp'

/** Sizes as cameras and phones have them. */
const SHAPES = [
  [1600, 1067],
  [1600, 900],
  [1200, 1600],
  [1600, 1200],
  [1080, 1350],
] as const

/**
 * A scene with the grain, light and colours of a photograph, since drawings flatter every layout.
 * The same number gives the same picture; every fifth is a portrait.
 */
export async function photograph(
  number: number,
): Promise<{ bytes: Buffer; focus: [number, number] }> {
  const [width, height] = SHAPES[number % SHAPES.length] ?? [1600, 1067]
  const random = randomFrom(number + 1)
  const horizon = 0.45 + random() * 0.2
  const focus: [number, number] = [0.25 + random() * 0.5, horizon - 0.08]
  const scene = Buffer.from(sceneOf(width, height, horizon, focus, random))
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 26 },
    },
  })
    .png()
    .toBuffer()
  const bytes = await sharp(scene)
    .blur(0.6 + random() * 1.4)
    .composite([{ input: grain, blend: 'soft-light' }])
    .modulate({ saturation: 0.6 + random() * 0.5, brightness: 0.8 + random() * 0.35 })
    .jpeg({ quality: 82 })
    .toBuffer()
  return { bytes, focus }
}

function sceneOf(
  width: number,
  height: number,
  horizon: number,
  [x, y]: [number, number],
  random: () => number,
): string {
  const hue = Math.floor(random() < 0.5 ? 22 + random() * 24 : 196 + random() * 26)
  const ground = height * horizon
  const towers = Array.from({ length: 26 }, () => {
    const tall = ground * (0.12 + random() * 0.5)
    const light = 18 + random() * 34
    return `<rect x="${random() * width}" y="${ground - tall}" width="${width * (0.02 + random() * 0.07)}" height="${tall + 4}" fill="hsl(${hue + random() * 50} 16% ${light}%)"/>`
  })
  const crowd = Array.from({ length: 40 }, () => {
    const size = height * (0.02 + random() * 0.05)
    const at = ground + random() * height * 0.4
    return person(random() * width, at, size, random)
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs>
      <linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue} 26% 46%)"/><stop offset="1" stop-color="hsl(${hue + 14} 34% 84%)"/></linearGradient>
      <linearGradient id="ground" x2="0" y2="1"><stop stop-color="hsl(${hue + 12} 16% 50%)"/><stop offset="1" stop-color="hsl(${hue} 22% 16%)"/></linearGradient>
      <radialGradient id="sun"><stop stop-color="#fff8e0"/><stop offset="1" stop-color="#fff8e0" stop-opacity="0"/></radialGradient>
    </defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${random() * width}" cy="${ground * 0.5}" r="${height * 0.4}" fill="url(#sun)"/>
    ${towers.join('')}
    <rect y="${ground}" width="100%" height="100%" fill="url(#ground)"/>
    ${crowd.join('')}
    ${person(x * width, y * height, height * 0.16, random)}
  </svg>`
}

/** Head and shoulders, the head at this point. */
function person(x: number, y: number, size: number, random: () => number): string {
  const skin = `hsl(${18 + random() * 14} 38% ${34 + random() * 34}%)`
  const cloth = `hsl(${random() * 360} 26% ${14 + random() * 58}%)`
  return `<path d="M${x - size} ${y + size * 3.4} q0 -${size * 2.2} ${size} -${size * 2.2} q${size} 0 ${size} ${size * 2.2} z" fill="${cloth}"/>
    <ellipse cx="${x}" cy="${y}" rx="${size * 0.62}" ry="${size * 0.8}" fill="${skin}"/>
    <path d="M${x - size * 0.68} ${y} a${size * 0.68} ${size * 0.86} 0 0 1 ${size * 1.36} 0 q-${size * 0.68} -${size * 0.5} -${size * 1.36} 0" fill="#1d1613"/>`
}

function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
