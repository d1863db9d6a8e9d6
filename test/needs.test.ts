import { describe, expect, it } from 'vitest'
import {
  chunksIn,
  fontsIn,
  pictureKey,
  picturesIn,
  scriptsIn,
} from '../web/offline/page-dependencies.ts'

const A = '0123456789abcdef'
const B = 'fedcba9876543210'

describe('what an offline copy needs', () => {
  it('is the smallest size of each picture of its story', () => {
    const html = `<article class="article hue"><a href="/media/${A}/1600.avif">
      <source srcset="/media/${A}/400.avif 400w, /media/${A}/800.avif 800w"></a>
      <img src="/media/${B}/320.jpg" srcset="/media/${B}/320.jpg 320w"><source srcset="/media/${B}/320.avif 320w">
      <img src="/media/raw.jpg"></article>
      <article class="story lead"><source srcset="/media/1111111111111111/400.avif 400w"></article>`
    expect(picturesIn(html)).toEqual([`/media/${A}/400.avif`, `/media/${B}/320.avif`])
    expect(picturesIn('<p>/media/x</p>')).toEqual([])
  })

  it('is the fonts that it preloads, but not the typeface that nobody chose', () => {
    const html = `<link rel="preload" as="font" type="font/woff2" href="/assets/font-1.woff2" crossorigin="anonymous"/>
      <link rel="preload" as="font" type="font/woff2" href="/assets/font-2.woff2" crossorigin="anonymous" media="not all" data-face="sans"/>`
    expect(fontsIn(html)).toEqual(['/assets/font-1.woff2'])
  })

  it('is its scripts and all that they may load', () => {
    expect(scriptsIn('<script type="module" src="/assets/load-a_B-1.js"></script>')).toEqual([
      '/assets/load-a_B-1.js',
    ])
    expect(chunksIn('import{a}from"./one-1.js";()=>import(`./two-2.js`),"./three.css"')).toEqual([
      '/assets/one-1.js',
      '/assets/two-2.js',
    ])
  })

  it.each([
    [`/media/${A}/400.avif`, `/media/${A}/small`],
    [`/media/${A}/1600.jpg`, `/media/${A}/small`],
    ['/media/raw.jpg', null],
    [`/media/${A}/400.svg`, null],
    [`/x/media/${A}/400.avif`, null],
  ])('has %s under the key %s', (path, key) => {
    expect(pictureKey(path)).toBe(key)
  })
})
