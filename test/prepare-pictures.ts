import { prepareSamplePictures } from './sample.ts'

/** A program of its own: what runs before the first test cannot ask where a package is. */
await prepareSamplePictures()
