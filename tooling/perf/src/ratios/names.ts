/** What `--only` takes: how the ids of the comparisons begin. */
export const NAMES = ['R1', 'R1 read', 'R1 write', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'S1'];
