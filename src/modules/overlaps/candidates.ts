/** Who of ours may be meant by a row: found by number, by sound and day of birth, by sound and village, by day and village. */
import { type Identity, identityOf } from './identity.ts'
import { soundKey, tidyName } from './readings.ts'

export interface Known {
  id: string
  name: string
  sex: 'male' | 'female'
  /** 'YYYY-MM-DD' */
  bornOn: string
  townshipId: string
  villageId: string | null
  /** Tidied; empty where none is on file. */
  idNumber: string
}

/** What the row says that persons are looked up by. */
export interface Sought {
  identity: Identity
  sound: number
  /** 19560312; 19560000 when only the year is known; 0 when nothing is. */
  born: number
  village: string | undefined
}

const mix = (one: number, other: number): number => {
  let hash = Math.imul(one ^ Math.imul(other, 0x9e3779b1), 0x85ebca6b)
  hash ^= hash >>> 15
  return Math.imul(hash, 0xc2b2ae35)
}

/** Persons by a hash of theirs, in two arrays: where each chain begins, and who comes next in it. */
class Chains {
  readonly #mask: number
  readonly #first: Int32Array
  readonly #next: Int32Array
  constructor(size: number) {
    const room = 2 ** Math.ceil(Math.log2(Math.max(2, size) * 2))
    this.#mask = room - 1
    this.#first = new Int32Array(room).fill(-1)
    this.#next = new Int32Array(size).fill(-1)
  }

  add(hash: number, person: number): void {
    const slot = hash & this.#mask
    this.#next[person] = this.#first[slot] ?? -1
    this.#first[slot] = person
  }

  first(hash: number): number {
    return this.#first[hash & this.#mask] ?? -1
  }

  after(person: number): number {
    return this.#next[person] ?? -1
  }
}

export class People {
  readonly all: readonly Known[]
  readonly #place: Float64Array
  readonly #day: Int32Array
  readonly #sound: Int32Array
  readonly #born: Int32Array
  readonly #village: Int32Array
  readonly #villages = new Map<string, number>()
  readonly #names = new Map<string, number>()
  readonly #sounds = new Map<number, number>()
  readonly #byNumber: Chains
  readonly #bySoundAndBirth: Chains
  readonly #bySoundAndVillage: Chains
  readonly #byBirthAndVillage: Chains

  constructor(all: readonly Known[]) {
    const size = all.length
    this.all = all
    this.#place = new Float64Array(size)
    this.#day = new Int32Array(size)
    this.#sound = new Int32Array(size)
    this.#born = new Int32Array(size)
    this.#village = new Int32Array(size)
    this.#byNumber = new Chains(size)
    this.#bySoundAndBirth = new Chains(size)
    this.#bySoundAndVillage = new Chains(size)
    this.#byBirthAndVillage = new Chains(size)
    for (const [at, person] of all.entries()) this.#add(at, person)
  }

  #add(at: number, person: Known): void {
    const name = tidyName(person.name)
    const { place, day } = identityOf(person.idNumber)
    const sound = soundKey(name)
    const born = Number(person.bornOn.replaceAll('-', ''))
    const village = this.#villageNo(person.villageId ?? undefined, true)
    this.#place[at] = place
    this.#day[at] = day
    this.#sound[at] = sound
    this.#born[at] = born
    this.#village[at] = village
    this.#names.set(name, (this.#names.get(name) ?? 0) + 1)
    this.#sounds.set(sound, (this.#sounds.get(sound) ?? 0) + 1)
    if (place >= 0) this.#byNumber.add(mix(place, day), at)
    this.#bySoundAndBirth.add(mix(sound, born), at)
    if (village < 0) return
    this.#bySoundAndVillage.add(mix(sound, village), at)
    this.#byBirthAndVillage.add(mix(born, village), at)
  }

  #villageNo(village: string | undefined, make: boolean): number {
    if (village === undefined) return -1
    const known = this.#villages.get(village)
    if (known !== undefined || !make) return known ?? -1
    this.#villages.set(village, this.#villages.size)
    return this.#villages.size - 1
  }

  /** Of so many persons, how many bear this name or one that sounds alike. */
  sharing(name: string): { all: number; name: number; sound: number } {
    const tidy = tidyName(name)
    return { all: this.all.length, name: this.#names.get(tidy) ?? 0, sound: this.#sounds.get(soundKey(tidy)) ?? 0 }
  }

  byNumber({ place, day }: Identity, found: Set<number>): void {
    if (place < 0) return
    for (let at = this.#byNumber.first(mix(place, day)); at >= 0; at = this.#byNumber.after(at))
      if (this.#place[at] === place && this.#day[at] === day) found.add(at)
  }

  byWhatIsSaid({ sound, born, village }: Sought, found: Set<number>): void {
    const whole = born % 10_000 !== 0
    const villageNo = this.#villageNo(village, false)
    if (whole && sound !== 0) this.#inChain(this.#bySoundAndBirth, mix(sound, born), { sound, born }, found)
    if (villageNo < 0) return
    if (sound !== 0) this.#inChain(this.#bySoundAndVillage, mix(sound, villageNo), { sound, village: villageNo }, found)
    if (whole) this.#inChain(this.#byBirthAndVillage, mix(born, villageNo), { born, village: villageNo }, found)
  }

  #inChain(
    chain: Chains,
    hash: number,
    key: { sound?: number; born?: number; village?: number },
    found: Set<number>,
  ): void {
    for (let at = chain.first(hash); at >= 0; at = chain.after(at)) {
      if (key.sound !== undefined && this.#sound[at] !== key.sound) continue
      if (key.born !== undefined && this.#born[at] !== key.born) continue
      if (key.village === undefined || this.#village[at] === key.village) found.add(at)
    }
  }
}
