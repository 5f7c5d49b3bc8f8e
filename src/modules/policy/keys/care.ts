/** Keys of the topic care (照料服务). */
import { byName, code, codes, consequence, count, flag, key, record, text } from './types.ts'

export const care = {
  'care.activities': key(codes, { title: '志愿服务与文娱活动', combine: 'union', setBy: '县', downTo: 'county' }),
  'care.aim': key(codes, {
    title: '照料目标（平日有人照应、生病有人看护）',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
  'care.carer_hiring': key(record({ employer: code, township_assists: flag }), {
    title: '照料护理人由谁聘用',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'care.clothing_and_bedding': key(record({ renew: code, items: codes }), {
    title: '服装被褥更新',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'care.content_by_level': key(
    record({
      able: record({ items: codes, rule: code }),
      partly_able: record({ items: codes, rule: code, at_home: flag }),
      unable: record({ items: codes, rule: code, at_home: flag }),
    }),
    { title: '各档照料内容', combine: 'union', setBy: '县', downTo: 'county' },
  ),
  'care.habit_profile': key(record({ each_resident: flag }), {
    title: '生活习惯档案',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'care.mental_illness': key(codes, { title: '精神疾病患者监护要求', combine: 'union', setBy: '县', downTo: 'county' }),
  'care.needs_to_reasonable_level': key(codes, {
    title: '保障到合理水平的需求',
    combine: 'union',
    setBy: '市',
    downTo: 'city',
  }),
  'care.place': key(code, { title: '服务地点', combine: 'replace', setBy: '县', downTo: 'county' }),
  'care.professional_services': key(codes, { title: '专业养老服务', combine: 'union', setBy: '市', downTo: 'city' }),
  'care.refuser_dispersed': key(record({ when: code, ...consequence(code), gap_days_allowed: count }), {
    title: '不愿入住者的分散照护',
    unit: '天',
    combine: 'replace',
    setBy: '市',
    downTo: 'city',
  }),
  'care.residents_activity': key(
    record({ activities: codes, within_ability: flag, self_government: flag, voluntary: flag }),
    { title: '院民力所能及的活动', combine: 'replace', setBy: '市', downTo: 'city' },
  ),
  'care.service_catalogue_required': key(flag, {
    title: '须有供养服务目录',
    combine: 'replace',
    setBy: '市',
    downTo: 'city',
  }),
  'care.service_families': key(codes, { title: '服务系列', combine: 'union', setBy: '市', downTo: 'city' }),
  'care.service_fields': key(codes, { title: '服务方面', combine: 'union', setBy: '县', downTo: 'county' }),
  'care.service_items': key(codes, { title: '上门服务项目', combine: 'union', setBy: '县', downTo: 'county' }),
  'care.standard_document': key(record({ name: text, text_available: flag, to_set_by: code }), {
    title: '照料服务标准文件',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'meals.rules': key(record({ breakfast: codes, lunch: codes, dinner: codes }), {
    title: '膳食要求',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
  'publicity.videos': key(record({ channels: codes, portrait_consent: code }), {
    title: '影像宣传与肖像同意',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'visit.checkin.limits': key(record({ routine_attendance_of_officials: code, purchased_service_proof: code }), {
    title: '打卡功能的限制',
    combine: 'forbid',
    setBy: '全国',
    downTo: 'nation',
  }),
  'visit.checkin.required': key(record({ on: code, mode: code }), {
    title: '照料人员线上监管',
    combine: 'replace',
    setBy: '县（不得越过限制）',
    downTo: 'county',
  }),
  'visit.evidence_points': key(record({ points: byName(count), valid_at: count, not_counted_below: count }), {
    title: '服务凭据计分',
    unit: '分',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'visit.face_not_sole': key(record({ sole_method: code, consent: code }), {
    title: '人脸不得为唯一方式',
    combine: 'forbid',
    setBy: '全国',
    downTo: 'nation',
  }),
  'visit.limits': key(
    record({ minutes_at_least: count, fence_metres: count, speed_kmh: count, record_within_days: count }),
    { title: '服务记录的核验界限', unit: '分钟、米、公里/时、天', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
}
