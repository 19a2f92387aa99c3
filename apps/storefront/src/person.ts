/** Somebody who has logged in, with the token that proves it: the services that keep what is theirs get it with each call. */
export interface Person {
  id: string;
  token: string;
}
