import { v5 as idFromName } from 'uuid';

const NAMESPACE = '5b6f2d0a-6a0e-4b57-9c2b-0d9f3b6c7a11';

/** What is loaded from a list has the same id each time: it is made of the list and the number in it. */
export const recordIdOf = (list: string, number: number): string =>
  idFromName(`${list}/${number}`, NAMESPACE);
