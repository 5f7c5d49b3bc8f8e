-- Before a level falls the person is heard (statute of 2026, art. 48): what was said is a step like any other.
alter table assessments.step drop constraint step_deed_check;
alter table assessments.step add constraint step_deed_check
  check (deed in ('request', 'submit', 'review', 'hear', 'return', 'decide', 'tell', 'dispute', 'settle', 'withdraw'));
