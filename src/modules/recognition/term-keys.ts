/** The legal terms of a case, as the policy names them. */
export const reviewTerm = 'recognition.township_review_term'
export const publicityTerm = 'recognition.publicity_term'
export const objectionTerm = 'recognition.objection_term'
export const countyTerm = 'recognition.county_review_term'
export const noticeTerm = 'recognition.refusal_notice_term'
/** No document sets these two: a county may, and meanwhile the days are shown. */
export const acceptanceTerm = 'recognition.acceptance_term'
export const postingTerm = 'recognition.posting_term'
