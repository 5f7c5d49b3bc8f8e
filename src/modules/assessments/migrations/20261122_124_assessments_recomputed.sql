-- A changed holiday table moves the ten working days of an assessment that is under way: a step like any other.
alter table assessments.step drop constraint step_deed_check;
alter table assessments.step add constraint step_deed_check
  check (deed in ('request', 'submit', 'review', 'hear', 'return', 'decide', 'tell', 'dispute', 'settle', 'withdraw', 'recompute'));
