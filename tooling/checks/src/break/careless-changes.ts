/** One replacement in a file of the last commit. */
export interface Edit {
  file: string;
  /** Text that occurs exactly so often in the file, once unless given, and is replaced everywhere. */
  was: string;
  is: string;
  times?: number;
}

/** A change that a colleague could commit in good faith, and the check that must catch it. */
export interface CarelessChange {
  name: string;
  /** Why it looks harmless, and what it breaks. */
  why: string;
  commitMessage: string;
  edits: Edit[];
  /** The command of the check. */
  check: string;
  /** Matches the lines of the check's output that name the culprit. */
  finding: RegExp;
}

/** The tour of `npm run break`, in order. */
export const CARELESS_CHANGES: CarelessChange[] = [
  {
    name: 'rename a field of an event',
    why: 'customers has found a better name, and does not know who reads the old one.',
    commitMessage: 'Call the hash of an address a digest',
    edits: [
      {
        file: 'apps/customers/src/events.ts',
        was: '  email: z.email(),\n  emailHash: z.string(),\n',
        is: '  email: z.email(),\n  emailDigest: z.string(),\n',
      },
      {
        file: 'apps/customers/src/customer.ts',
        was: '  emailHash: hashEmail(email, key),\n',
        is: '  emailDigest: hashEmail(email, key),\n',
      },
    ],
    check: 'npm run contracts:verify -- customers',
    finding: /^\$ Actual map .*: emailHash \(customers to \w+: a customer\..*\)$/gm,
  },
  {
    name: 'loosen a stub',
    why: 'A stub that ignores headers is convenient. It answers requests that the real service refuses.',
    commitMessage: 'Let stubs accept requests without headers',
    edits: [{ file: 'tooling/stubs/src/predicates.ts', was: '  ...headerPredicates(request),\n', is: '' }],
    check: 'npm run contracts:stubs',
    finding: /^signup-passwords\.json: a new credential, .* takes a request without .*$/gm,
  },
  {
    name: 'drop a correlation header',
    why: 'Everything still works, but a sign-up can no longer be followed through the services.',
    commitMessage: 'Send fewer headers',
    edits: [
      {
        file: 'libs/service/src/peer-request.ts',
        was: "    ...(correlationId && { 'x-correlation-id': correlationId }),\n",
        is: '',
      },
    ],
    check: 'npm test -- postal/test/welcome-packs.service-spec -t "goes to where"',
    finding: /postal-customers\.json: no stub answers: .* header X-Correlation-ID .*$/gm,
  },
  {
    name: 'remove a read field from a pact',
    why: 'postal still reads the family name, but now nothing stops customers from dropping it.',
    commitMessage: 'Shorten a pact',
    edits: [
      {
        file: 'contracts/pacts/postal-customers.json',
        was: '              "family": "Byron",\n',
        is: '',
        times: 2,
      },
      {
        file: 'contracts/pacts/postal-customers.json',
        was: `            "$.name.family": {
              "combine": "AND",
              "matchers": [
                {
                  "match": "type"
                }
              ]
            },
`,
        is: '',
        times: 2,
      },
    ],
    check: 'npm run contracts:mutants -- customers',
    finding: /^survived .*\$\.name\.family .*$/gm,
  },
  {
    name: 'publish an incomplete event',
    why: 'A type assertion silences the compiler. Consumers would receive an account without a balance.',
    commitMessage: 'Publish less when an account is opened',
    edits: [
      {
        file: 'apps/loyalty/src/points.ts',
        was: 'AccountOpened({ customerId, balance }, ',
        is: 'AccountOpened({ customerId } as never, ',
      },
    ],
    check: 'npm test -- loyalty/test/customers -t "opens an account"',
    finding: /loyalty\.account-opened\.v1 does not match its schema: .*\n.* at balance$/gm,
  },
  {
    name: 'remove an endpoint that is still called',
    why: 'V2 has existed for long, so V1 seems to be unused.',
    commitMessage: 'Remove the old look-up of customers',
    edits: [
      {
        file: 'apps/customers/src/customers-v1.controller.ts',
        was: `  @Get(':customerId')
  @ApiOperation({ operationId: 'getCustomerV1', summary: 'Read a customer' })
  @Refuses(NoSuchResource)
  @Access({ subject: 'customerId', services: ['postal', 'passwords'] })
  @Unlimited(SHOWS)
  @ApiOkResponse({ standardSchema: ViewV1, headers: ETAG })
  async customer(
    @Param('customerId', { schema: CustomerId }) customerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const customer = await this.customers.customer(customerId);
    return conditional(reply, customer, inV1(view(customer)));
  }

`,
        is: '',
      },
    ],
    check: 'npm run contracts:verify -- customers',
    finding: /^expected .* but was 40\d \(customers to \w+: a look-up of .*$/gm,
  },
];
