import { describe, expect, it } from 'vitest'
import { joinedSeams } from './joined-seams.ts'

describe('a seam between two inline elements', () => {
  it.each([
    ['<span>بيروت</span><span>بكين</span>', ['بيروت|بكين']],
    ['<b><bdi>بيروت</bdi></b><!-- x --><a href="/">بكين</a>', ['بيروت|بكين']],
    ['<span>بيروت</span>بكين', ['بيروت|بكين']],
    ['<span>بيروت</span> <span>بكين</span>', []],
    ['<span>بيروت</span> · <span>بكين</span>', []],
    ['<p>بيروت</p><p>بكين</p>', []],
    ['<td>بيروت</td><td>بكين</td>', []],
    ['بيروت<br>بكين', []],
    ['<span>Beirut</span><span>بكين</span>', []],
    ['<span>بيروتَ</span><span>َبكين</span>', ['بيروتَ|َبكين']],
  ])('%s', (html, seams) => {
    expect(joinedSeams(html)).toEqual(seams)
  })
})
