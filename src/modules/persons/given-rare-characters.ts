/** Test data: fifty characters that stand in names and that careless systems lose: extensions A to E, compatibility ideographs. */
export const rareCharacters: readonly string[] = Array.from(
  '𠅤㑇䶮㛃㴋㬎㸌䒟䦃䲟䥽䜣㻏㙓㝢㟃㤘㧐㧟㵐㶲㺄㺣䎃䓨䗖𠙶𡎚𣗋𣲗𣲘𤧛𦈡𦒍𧿹𨙸𨱇𨱏𨱑𨺙𫍯𫍰𫐄𫓧𫖮𫟅𬀩𬍛﨑堃',
)
