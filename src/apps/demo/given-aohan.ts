/** 敖汉旗 for tests: areas, organisations, accounts, persons and homes as the demonstration has them. */
import type pg from 'pg'
import { aohanPlaces } from '#platform/demo/places.ts'
import type { Installation } from '#platform/perform.ts'
import { makeAohan } from './aohan.ts'
import { makeBase } from './base.ts'
import { aohanHomes } from './homes.ts'

export async function givenAohan(installation: Installation, superuser: pg.Pool): Promise<void> {
  const client = await superuser.connect()
  try {
    await makeBase(client, aohanPlaces, {
      bureau: '敖汉旗民政局',
      finance: '敖汉旗财政局',
      medicalInsurance: '敖汉旗医疗保障局',
      hotline: '',
      providers: [],
      homes: aohanHomes,
    })
    await makeAohan({ installation })
  } finally {
    client.release()
  }
}
