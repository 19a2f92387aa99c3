import { type By, type Hospital, Refusal } from '#libs/messaging';
import { notFound } from './access.js';

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
    if (!this.isOn)
      throw new Refusal('hospital.edits-off', 'Edits are off here: set HOSPITAL_EDITS=on for a while.', 403);
    const edited = await this.hospital.edit(id, body, by);
    switch (edited.outcome) {
      case 'done':
        return { id, replacedBy: edited.id };
      case 'broken':
        throw new Refusal(
          'hospital.contract-broken',
          'Fix what breaks the contract, listed in errors.',
          422,
          {
            errors: edited.breaks.map(({ where, path, rule }) => ({
              pointer: `/${where}${path}`,
              detail: rule,
            })),
          },
        );
      case 'erased':
        throw new Refusal('hospital.erased', 'Its person was erased: discard it.', 409);
      case 'replaced':
        throw new Refusal(
          'hospital.replaced',
          'It was edited before: look at the one that replaced it.',
          409,
        );
      case 'gone':
        throw notFound();
    }
  }
}
