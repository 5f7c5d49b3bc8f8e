/** The legal terms of a case, as the policy names them. */
export const reviewTerm = 'recognition.township_review_term'
export const publicityTerm = 'recognition.publicity_term'
export const objectionTerm = 'recognition.objection_term'
export const countyTerm = 'recognition.county_review_term'
export const noticeTerm = 'recognition.refusal_notice_term'
