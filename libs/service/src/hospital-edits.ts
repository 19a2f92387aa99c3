import { type By, type Hospital, problemType } from '#libs/messaging';
import { notFound } from './access.js';
import { ERRORS } from './common-problems.js';

const where = 'Operators meet it at `POST /hospital/edits` of every service.';

const EditsOff = problemType({
  code: 'hospital.edits-off',
  status: 403,
  meaning: 'Edits are off here.',
  advice: 'Set `HOSPITAL_EDITS=on` for a while.',
  where,
});
const ContractBroken = problemType({
  code: 'hospital.contract-broken',
  status: 422,
  meaning: 'The edited event breaks the contract of its type.',
  advice: 'Fix what `errors` lists.',
  members: { errors: ERRORS },
  where,
});
const PersonErased = problemType({
  code: 'hospital.erased',
  status: 409,
  meaning: 'The person whom the event concerns was erased.',
  advice: 'Discard the event.',
  where,
});
const Replaced = problemType({
  code: 'hospital.replaced',
  status: 409,
  meaning: 'The event was edited before.',
  advice: 'Look at the one that replaced it.',
  where,
});

/** Edits of events that were given up, if the setting HOSPITAL_EDITS allows them. */
export class HospitalEdits {
  constructor(
    private readonly hospital: Hospital,
    private readonly isOn: boolean,
  ) {}

  /**
   * Has a new event handled in place of one that was given up.
   * @returns the id of the new one
   * @throws Refusal when edits are off, the new body breaks the contract, the person was erased, or there is nothing to edit
   */
  async edit(id: string, body: unknown, by: By): Promise<{ id: string; replacedBy: string }> {
    if (!this.isOn) throw EditsOff.refusal('Edits are off here: set HOSPITAL_EDITS=on for a while.');
    const edited = await this.hospital.edit(id, body, by);
    switch (edited.outcome) {
      case 'done':
        return { id, replacedBy: edited.id };
      case 'broken':
        throw ContractBroken.refusal('Fix what breaks the contract, listed in errors.', {
          errors: edited.breaks.map((one) => ({ pointer: `/${one.where}${one.path}`, detail: one.rule })),
        });
      case 'erased':
        throw PersonErased.refusal('Its person was erased: discard it.');
      case 'replaced':
        throw Replaced.refusal('It was edited before: look at the one that replaced it.');
      case 'gone':
        throw notFound();
    }
  }
}
