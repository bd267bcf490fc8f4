// The other side of the measurement: reads a command per line, answers with a line of JSON. It is idle in between, so that both
// sides take turns. The reviews come as a file: a list of cards, each a list of [rating, elapsed days, day].
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fsrs, createEmptyCard, generatorParameters } from 'ts-fsrs'
import { computeParameters, FSRSBindingItem, FSRSBindingReview } from '@open-spaced-repetition/binding'

const [, , file, leastCpuSeconds] = process.argv
const DAY = 864e5
const START = Date.UTC(2025, 0, 1, 9)
const cards = JSON.parse(readFileSync(file, 'utf8'))
const dated = cards.map(card => card.map((review, i) => [review[0], new Date(START + review[2] * DAY + i * 1000)]))
const engine = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: true }))
let items = []

function nextState() {
  let sum = 0
  for (const card of cards) {
    let memory = null
    for (const review of card) memory = engine.next_state(memory, review[1], review[0])
    sum += memory.stability
  }
  return sum
}

function next() {
  let sum = 0
  for (const card of dated) {
    let view = createEmptyCard(card[0][1])
    for (const [grade, at] of card) view = engine.next(view, at, grade).card
    sum += view.stability
  }
  return sum
}

// One item per later review on another day: the reviews up to it. In the order of time; ties by card, then by review.
function makeItems() {
  const ends = []
  cards.forEach((card, c) => card.forEach((review, i) => {
    if (i > 0 && review[1] > 0) ends.push([review[2], c, i])
  }))
  ends.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
  return ends.map(([, c, i]) =>
    new FSRSBindingItem(cards[c].slice(0, i + 1).map(review => new FSRSBindingReview(review[0], review[1]))))
}

function clock() {
  const wall = performance.now()
  const cpu = process.cpuUsage()
  return () => {
    const used = process.cpuUsage(cpu)
    return { cpuSeconds: (used.user + used.system) / 1e6, wallSeconds: (performance.now() - wall) / 1e3 }
  }
}

function round(pass) {
  const end = clock()
  let passes = 0
  let checksum
  do {
    checksum = pass()
    passes++
  } while (end().cpuSeconds < leastCpuSeconds)
  return { passes, ...end(), checksum }
}

const commands = {
  nextState: () => round(nextState),
  next: () => round(next),
  items() {
    const end = clock()
    items = makeItems()
    return { ...end(), items: items.length }
  },
  async fit() {
    const end = clock()
    let fits = 0
    let weights
    do {
      weights = await computeParameters(items, { enableShortTerm: true, numRelearningSteps: 1, timeout: 10 })
      fits++
    } while (end().cpuSeconds < leastCpuSeconds)
    const { cpuSeconds, wallSeconds } = end()
    return { cpuSeconds: cpuSeconds / fits, wallSeconds: wallSeconds / fits, weights: Array.from(weights) }
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await commands[line]()))
}
process.exit(0)
