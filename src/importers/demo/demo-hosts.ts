import { calendarDate, type CalendarDate } from '../../kernel/calendar-date.ts'

export type DemoHost = Readonly<{ name: string; about: string; since: CalendarDate }>

/** Who lets the demo's homes, in their own words. */
const hosts = {
  maren: {
    name: 'Maren',
    about: 'Boatbuilder, third generation on Rope Lane. I live four doors up and I’m happy to be asked where to eat, or left alone.',
    since: calendarDate('2019-04-12'),
  },
  idris: {
    name: 'Idris',
    about: 'I keep the lock and the two moorings below it. If you hear somebody swear at a sluice at seven in the morning, that’s me.',
    since: calendarDate('2017-03-02'),
  },
  bea: {
    name: 'Bea and Orla',
    about: 'Sisters. We took on our aunt’s orchard in 2015 and the barn came with it. One of us is always about, usually up a ladder.',
    since: calendarDate('2015-09-20'),
  },
  jon: {
    name: 'Jon',
    about: 'Forester by day. I built both cabins with the timber that came down in the big storm, and I still know which tree is which.',
    since: calendarDate('2018-11-05'),
  },
  tove: {
    name: 'Tove',
    about: 'Painter. I moved to Saltby for the light and stayed for the bakery. I answer after eleven.',
    since: calendarDate('2020-05-03'),
  },
  olu: {
    name: 'Olu',
    about: 'I teach people to stand on boards. The first lesson is falling off; the houses are for drying out.',
    since: calendarDate('2016-06-18'),
  },
  samir: {
    name: 'Samir',
    about: 'Ships’ lamps, sold and mended since 1998. If a bulb goes in one of my flats it is a matter of honour.',
    since: calendarDate('2018-02-09'),
  },
  noor: {
    name: 'Noor',
    about: 'Architect. I only let what I would live in, and I have lived in all of them, usually with no roof on.',
    since: calendarDate('2021-03-28'),
  },
  ruth: {
    name: 'Ruth and Pell',
    about: 'We raised three children on Customs Quay and now raise tomatoes. Ask us about anything with a child in it.',
    since: calendarDate('2014-07-01'),
  },
  gwen: {
    name: 'Gwen',
    about: 'My husband was the pilot and I kept the light for a while. I look at the weather for you whether you ask or not.',
    since: calendarDate('2017-10-14'),
  },
  anselm: {
    name: 'Anselm',
    about: 'Last miller of Alderbrook. I bake at six and let four houses, quietly.',
    since: calendarDate('2019-09-07'),
  },
  lena: {
    name: 'Lena',
    about: 'Ski teacher in winter, and in summer I mend what winter did. I speak four languages, all of them loudly.',
    since: calendarDate('2020-12-01'),
  },
} as const satisfies Record<string, DemoHost>

export type DemoHostSlug = keyof typeof hosts

export const demoHosts: Readonly<Record<DemoHostSlug, DemoHost>> = hosts
