/** Written by npm run generate from contracts/openapi/public.json. */
export interface paths {
    "/api/signups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a customer up
         * @description The customer may log in a moment later. A mail asks them to verify their e-mail address.
         *
         *     Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`SIGNUPS_PER_MINUTE`); 10 per minute for each network address (`KNOWN_EMAILS_PER_MINUTE`).
         */
        post: operations["signUpCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a customer
         * @description Callers: the person whose id is `customerId`, the service `postal`, the service `passwords`, the service `warehouse`.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        /**
         * Erase a customer and everything about them
         * @description Every other service erases what it knows of them within minutes.
         *
         *     Callers: the person whose id is `customerId`, operators.
         */
        delete: operations["eraseCustomer"];
        options?: never;
        head?: never;
        /**
         * Change fields of a customer
         * @description A new e-mail address must be verified again.
         *
         *     Callers: the person whose id is `customerId`.
         *
         *     Limits, unless they are set otherwise: 30 per minute for each person (`CHANGES_PER_MINUTE`); 3 per minute for each person (`EMAIL_CHANGES_PER_MINUTE`); 10 per minute for each network address (`EMAIL_CHANGES_PER_ADDRESS_PER_MINUTE`).
         */
        patch: operations["changeCustomer"];
        trace?: never;
    };
    "/api/v1/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a customer
         * @deprecated
         * @description Ends on 2027-05-01: use `/api/v2/customers/{customerId}`.
         *
         *     Callers: the person whose id is `customerId`, the service `postal`, the service `passwords`.
         */
        get: operations["getCustomerV1"];
        put?: never;
        post?: never;
        /**
         * Erase a customer and everything about them
         * @deprecated
         * @description Ends on 2027-05-01: use `/api/v2/customers/{customerId}`.
         *
         *     Every other service erases what it knows of them within minutes.
         *
         *     Callers: the person whose id is `customerId`, operators.
         */
        delete: operations["eraseCustomerV1"];
        options?: never;
        head?: never;
        /**
         * Change fields of a customer
         * @deprecated
         * @description Ends on 2027-05-01: use `/api/v2/customers/{customerId}`.
         *
         *     A new e-mail address must be verified again.
         *
         *     Callers: the person whose id is `customerId`.
         *
         *     Limits, unless they are set otherwise: 30 per minute for each person (`CHANGES_PER_MINUTE`); 3 per minute for each person (`EMAIL_CHANGES_PER_MINUTE`); 10 per minute for each network address (`EMAIL_CHANGES_PER_ADDRESS_PER_MINUTE`).
         */
        patch: operations["changeCustomerV1"];
        trace?: never;
    };
    "/api/credentials/{customerId}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password of a person who knows it
         * @description Ends all sessions of the person, and begins the one in the answer.
         *
         *     Callers: the person whose id is `customerId`.
         *
         *     Limits, unless they are set otherwise: 5 per minute for each person (`PASSWORD_CHANGES_PER_MINUTE`).
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in with an e-mail address and a password
         * @description The access token in the answer is valid for `expiresIn` seconds.
         *
         *     Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`LOG_INS_PER_MINUTE`); 5 per minute for each e-mail address and network address (`LOG_INS_PER_ACCOUNT_AND_ADDRESS_PER_MINUTE`); 10 per minute for each e-mail address, from network addresses where its customer has not logged in (`LOG_INS_PER_ACCOUNT_PER_MINUTE`).
         */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find the endpoints for OAuth clients
         * @description The metadata of RFC 8414.
         *
         *     Callers: anyone, without a token.
         */
        get: operations["getAuthorizationServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to set a new password
         * @description Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 10 per minute for each network address (`RESET_REQUESTS_PER_MINUTE`); 3 per hour for each e-mail address, known or unknown (`RESETS_PER_ACCOUNT_PER_HOUR`).
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page of a link
         * @description Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`RESETS_PER_MINUTE`).
         */
        get: operations["showPasswordForm"];
        put?: never;
        /**
         * Set a new password by a link
         * @description Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`RESETS_PER_MINUTE`).
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/{token}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a new link to the address of a link
         * @description Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 10 per minute for each network address (`RESET_REQUESTS_PER_MINUTE`); 3 per hour for each e-mail address, known or unknown (`RESETS_PER_ACCOUNT_PER_HOUR`).
         */
        post: operations["renewPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue an access token, or refresh a session
         * @description Services and operators get a token by the grant `client_credentials` (RFC 6749, section 4.4), people by their refresh token (section 6), which works once. A refusal of the grant is of the type `application/json`, with the member `error` of its section 5.2; its other members are those of every problem.
         *
         *     Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 300 per minute for each network address, of refreshes (`REFRESHES_PER_MINUTE`); 30 per minute for each person, of refreshes (`REFRESHES_PER_PERSON_PER_MINUTE`).
         */
        post: operations["issueToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out: end the session of a refresh token
         * @description RFC 7009. Access tokens end by themselves. The body of the answer is empty.
         *
         *     Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`LOG_OUTS_PER_MINUTE`).
         */
        post: operations["revokeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the public keys that verify access tokens
         * @description Callers: anyone, without a token.
         */
        get: operations["getKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page that a verification mail leads to
         * @description Changes nothing, because mail scanners follow links.
         *
         *     Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`VERIFICATIONS_PER_MINUTE`).
         */
        get: operations["showVerification"];
        put?: never;
        /**
         * Verify the e-mail address of a link
         * @description Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`VERIFICATIONS_PER_MINUTE`).
         */
        post: operations["verifyAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{token}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a new link to the address of a link
         * @description Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 10 per minute for each network address (`VERIFICATION_REQUESTS_PER_MINUTE`); 3 per hour for each customer (`VERIFICATION_REQUESTS_PER_HOUR`).
         */
        post: operations["renewVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{customerId}/verification-mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the verification link again
         * @description Callers: the person whose id is `customerId`.
         *
         *     Limits, unless they are set otherwise: 10 per minute for each network address (`VERIFICATION_REQUESTS_PER_MINUTE`); 3 per hour for each customer (`VERIFICATION_REQUESTS_PER_HOUR`).
         */
        post: operations["sendVerificationMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/welcome-packs/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the welcome pack of a customer
         * @description `trackingId` is null until the carrier has accepted the parcel.
         *
         *     Callers: the person whose id is `customerId`.
         */
        get: operations["getWelcomePack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the points of a customer
         * @description Callers: the person whose id is `customerId`.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{customerId}/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the redemptions of a customer
         * @description The newest first.
         *
         *     Callers: the person whose id is `customerId`.
         */
        get: operations["listRedemptions"];
        put?: never;
        /**
         * Redeem points of a customer
         * @description Takes the points from the balance, which never goes below zero.
         *
         *     Callers: the person whose id is `customerId`.
         *
         *     Limits, unless they are set otherwise: 30 per minute for each person (`REDEMPTIONS_PER_MINUTE`).
         */
        post: operations["redeemPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{customerId}/redemptions/{redemptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a redemption of a customer
         * @description Callers: the person whose id is `customerId`.
         */
        get: operations["getRedemption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{customerId}/friend-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people whom a customer may know here
         * @description Lists people who verified their addresses and named each other.
         *
         *     Callers: the person whose id is `customerId`.
         */
        get: operations["listFriendSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the records for sale
         * @description By artist and title. `q` finds records whose artist and title have words that begin like these, with or without accents; `artist`, `genre`, `label` and `year` find those that have exactly this. The `links` of a record lead to such lists.
         *
         *     Callers: anyone, without a token.
         */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a record that is for sale
         * @description Callers: anyone, without a token.
         */
        get: operations["getRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records.atom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what is new as an Atom feed
         * @description The newest 50 records that are for sale (RFC 4287).
         *
         *     Callers: anyone, without a token.
         */
        get: operations["followRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your orders
         * @description The newest first.
         *
         *     Callers: people, each for themselves.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Order records
         * @description Pays with a token of the payment gateway. A record with another price than the order says is refused, with the new price.
         *
         *     Callers: people, each for themselves.
         *
         *     Limits, unless they are set otherwise: 30 per minute for each person (`ORDERS_PER_MINUTE`).
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an order of yours
         * @description Its `links` are what can be done now. It has one state, and no list of payments: what a refused payment means for you is the state `payment-refused`, with `payBy` and the link `pay-again`, or `cancelled`.
         *
         *     Callers: people, each for themselves.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{orderId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay an order by other means
         * @description The link `pay-again` of an order whose payment was refused. The answer is the order as it is now. Other services go on with it: read it again.
         *
         *     Callers: people, each for themselves.
         *
         *     Limits, unless they are set otherwise: 30 per minute for each person (`ORDERS_PER_MINUTE`).
         */
        post: operations["payOrderAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{orderId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order
         * @description The link `cancel` of an order. The warehouse may have dispatched it meanwhile. The answer is the order as it is now. Other services go on with it: read it again.
         *
         *     Callers: people, each for themselves.
         *
         *     Limits, unless they are set otherwise: 30 per minute for each person (`ORDERS_PER_MINUTE`).
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{orderId}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return records of an order
         * @description The link `return` of an order. It is refunded once the parcel has arrived and is accepted. The answer is the order as it is now. Other services go on with it: read it again.
         *
         *     Callers: people, each for themselves.
         *
         *     Limits, unless they are set otherwise: 30 per minute for each person (`ORDERS_PER_MINUTE`).
         */
        post: operations["returnOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how many of several records are available
         * @description `records` takes up to 100 ids, separated by commas. Of an unknown record there is no entry.
         *
         *     Callers: anyone, without a token.
         */
        get: operations["listStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stock/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how many of a record are available
         * @description Callers: anyone, without a token.
         */
        get: operations["getStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recommendations/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is recommended with a record
         * @description What was bought together with it most often, in two orders at least; then others by its artist, and others of its genre. `because` says why. The same orders make the same recommendations.
         *
         *     Callers: anyone, without a token.
         */
        get: operations["getRecommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the cart as a page
         * @description Callers: anyone, without a token.
         */
        get: operations["showCart"];
        put?: never;
        /**
         * Put a record in the cart, or take it out
         * @description Callers: anyone, without a token.
         */
        post: operations["changeCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show your orders as a page
         * @description Callers: anyone, without a token.
         */
        get: operations["showOrders"];
        put?: never;
        /**
         * Order what is in the cart
         * @description Callers: anyone, without a token.
         */
        post: operations["orderCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an order of yours as a page
         * @description Callers: anyone, without a token.
         */
        get: operations["showOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/orders/{orderId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order by its page
         * @description Callers: anyone, without a token.
         */
        post: operations["cancelOrderOfShop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/orders/{orderId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay an order by other means by its page
         * @description Callers: anyone, without a token.
         */
        post: operations["payOrderOfShop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/orders/{orderId}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return records of an order by its page
         * @description Callers: anyone, without a token.
         */
        post: operations["returnOrderOfShop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Browse the records for sale as a page
         * @description `from` is for the last known list, which is shown while the catalogue is down.
         *
         *     Callers: anyone, without a token.
         */
        get: operations["showShop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/records/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a record as a page
         * @description Callers: anyone, without a token.
         */
        get: operations["showRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/log-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the form to log in
         * @description Callers: anyone, without a token.
         */
        get: operations["showLogIn"];
        put?: never;
        /**
         * Log in to the shop
         * @description Callers: anyone, without a token.
         */
        post: operations["logInToShop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/log-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out of the shop
         * @description Callers: anyone, without a token.
         */
        post: operations["logOutOfShop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the form to sign up
         * @description Callers: anyone, without a token.
         */
        get: operations["showSignUp"];
        put?: never;
        /**
         * Sign up by the page
         * @description Callers: anyone, without a token.
         */
        post: operations["signUpToShop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/new-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the form to ask for a new password
         * @description Callers: anyone, without a token.
         */
        get: operations["showNewPassword"];
        put?: never;
        /**
         * Ask for a link to set a new password by the page
         * @description Callers: anyone, without a token.
         */
        post: operations["askForNewPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/baby": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the name of a baby
         * @description Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 60 per minute for each network address (`REGISTRATIONS_PER_MINUTE`).
         */
        post: operations["registerBaby"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/baby/{registrationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a registered name
         * @description Callers: anyone, without a token.
         */
        get: operations["getBaby"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/names-board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the most frequent names as a page
         * @description Callers: anyone, without a token.
         */
        get: operations["showBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/top10": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the ten most frequent names of boys and of girls
         * @description `asOf` is null until the first name is counted.
         *
         *     Callers: anyone, without a token.
         */
        get: operations["getTop10"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the log of registered names
         * @description The answer is a stream, which does not end by itself: `/docs` cannot try it. Follow it with `curl -N`, or with `EventSource` in a browser.
         *
         *     Callers: anyone, without a token.
         *
         *     Limits, unless they are set otherwise: 200 at once for each process (`READERS`); 20 at once for each network address and process (`READERS_PER_ADDRESS`).
         */
        get: operations["streamRegistrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "email": "ann@example.com",
         *       "password": "correct horse",
         *       "givenName": "Ann",
         *       "familyName": "Archer",
         *       "address": {
         *         "line1": "1 Record Lane",
         *         "city": "Leeds",
         *         "postcode": "LS1 4AP",
         *         "country": "GB"
         *       }
         *     }
         */
        Signup: {
            /** @example ann@example.com */
            email: string;
            password: string;
            givenName: string;
            familyName: string;
            address: {
                line1: string;
                line2?: string;
                city: string;
                postcode: string;
                country: string;
            };
            friends?: string[];
        };
        SignedUp: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            customerId: string;
            /**
             * @example {
             *       "customer": "https://api.example.com/v2/customers/0198c0de-0000-7000-8000-000000000001",
             *       "session": "https://api.example.com/sessions"
             *     }
             */
            links: {
                customer: string;
                session: string;
            };
            /** @description Whether each link works already. One that is coming answers 503 with Retry-After until it does. */
            states: {
                /** @enum {string} */
                customer: "ready" | "coming";
                /** @enum {string} */
                session: "ready" | "coming";
            };
        };
        /** @description What went wrong (RFC 9457). A problem may have further members. */
        Problem: {
            /**
             * Format: uri
             * @description The kind of problem: stable, for programs
             */
            type: string;
            /** @description The name of the status */
            title: string;
            /** @description The status of the answer */
            status: number;
            /** @description What to do about it, for people; the words may change */
            detail: string;
            /** @description To be quoted in a report */
            correlationId: string;
            /** @description What is wrong with the parts of the request */
            errors?: {
                /** @description Where it is wrong: a JSON pointer (RFC 6901) */
                pointer: string;
                /** @description What is wrong there */
                detail: string;
            }[];
        };
        Customer: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            customerId: string;
            /**
             * Format: email
             * @example ann@example.com
             */
            email: string;
            name: components["schemas"]["StoredName"];
            address: components["schemas"]["StoredAddress"];
            emailVerified: boolean;
        };
        StoredName: {
            given: string;
            family: string;
        };
        StoredAddress: {
            line1: string;
            line2?: string;
            city: string;
            postcode: string;
            country: string;
        };
        /**
         * @example {
         *       "name": {
         *         "family": "Baker"
         *       }
         *     }
         */
        CustomerChange: {
            /** @example ann@example.com */
            email?: string;
            name?: components["schemas"]["NameChange"];
            address?: components["schemas"]["AddressChange"];
        };
        NameChange: {
            given?: string;
            family?: string;
        };
        AddressChange: {
            line1?: string;
            line2?: string | null;
            city?: string;
            postcode?: string;
            country?: string;
        };
        CustomerV1: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            customerId: string;
            /**
             * Format: email
             * @example ann@example.com
             */
            email: string;
            address: components["schemas"]["StoredAddress"];
            emailVerified: boolean;
            givenName: string;
            familyName: string;
        };
        /**
         * @example {
         *       "familyName": "Baker"
         *     }
         */
        CustomerChangeV1: {
            /** @example ann@example.com */
            email?: string;
            address?: components["schemas"]["AddressChange"];
            givenName?: string;
            familyName?: string;
        };
        PasswordChange: {
            /** @example correct horse */
            oldPassword: string;
            /** @example correct horse battery */
            newPassword: string;
        };
        Session: {
            /** @example eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl */
            accessToken: string;
            /** @enum {string} */
            tokenType: "Bearer";
            /** @example 900 */
            expiresIn: number;
            /** @example cmVmcmVzaCB0b2tlbg */
            refreshToken: string;
        };
        LogIn: {
            /** @example ann@example.com */
            email: string;
            /** @example correct horse */
            password: string;
        };
        /**
         * @example {
         *       "issuer": "https://api.example.com",
         *       "token_endpoint": "https://api.example.com/oauth/token",
         *       "revocation_endpoint": "https://api.example.com/oauth/revoke",
         *       "jwks_uri": "https://api.example.com/.well-known/jwks.json",
         *       "grant_types_supported": [
         *         "client_credentials",
         *         "refresh_token"
         *       ],
         *       "response_types_supported": [],
         *       "token_endpoint_auth_methods_supported": [
         *         "client_secret_basic",
         *         "none"
         *       ],
         *       "revocation_endpoint_auth_methods_supported": [
         *         "none"
         *       ]
         *     }
         */
        AuthorizationServer: {
            issuer: string;
            token_endpoint: string;
            revocation_endpoint: string;
            jwks_uri: string;
            grant_types_supported: string[];
            response_types_supported: string[];
            token_endpoint_auth_methods_supported: string[];
            revocation_endpoint_auth_methods_supported: string[];
        };
        ResetRequest: {
            /** @example ann@example.com */
            email: string;
        };
        NewPassword: {
            password: string;
        };
        Grant: {
            /** @enum {string} */
            grant_type: "client_credentials";
            /** @example customers */
            audience: string;
        } | {
            /** @enum {string} */
            grant_type: "refresh_token";
            /** @example cmVmcmVzaCB0b2tlbg */
            refresh_token: string;
        };
        Granted: {
            /** @example eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl */
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /** @example 900 */
            expires_in: number;
            /** @example cmVmcmVzaCB0b2tlbg */
            refresh_token?: string;
        };
        Revocation: {
            /** @example cmVmcmVzaCB0b2tlbg */
            token: string;
            token_type_hint?: string;
        };
        /**
         * @example {
         *       "keys": [
         *         {
         *           "kty": "OKP",
         *           "crv": "Ed25519",
         *           "x": "base64url",
         *           "kid": "key-1",
         *           "use": "sig",
         *           "alg": "EdDSA"
         *         }
         *       ]
         *     }
         */
        Jwks: {
            keys: Record<string, never>[];
        };
        WelcomePack: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            customerId: string;
            /** @example PARCEL-000000000031 */
            trackingId: string | null;
        };
        Account: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            customerId: string;
            /** @example 100 */
            balance: number;
            /**
             * @description points of refunded purchases that were redeemed; later points pay it
             * @example 0
             */
            debt: number;
            version: number;
        };
        RedemptionOrder: {
            /** @example 30 */
            points: number;
        };
        Redemption: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            redemptionId: string;
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            customerId: string;
            /** @example 30 */
            points: number;
            /**
             * @description what was left
             * @example 70
             */
            balance: number;
            /**
             * Format: date-time
             * @example 2026-12-24T18:00:00.000Z
             */
            redeemedAt: string;
        };
        Redemptions: {
            redemptions: components["schemas"]["Redemption"][];
        };
        FriendSuggestions: {
            suggestions: {
                /**
                 * Format: uuid
                 * @example 0198c0de-0000-7000-8000-000000000001
                 */
                friendId: string;
                /** @description null when the friend registered before names were kept */
                name: components["schemas"]["FriendName"] | null;
            }[];
        };
        /**
         * @example {
         *       "given": "Ben",
         *       "familyInitial": "B"
         *     }
         */
        FriendName: {
            given: string;
            familyInitial: string;
        };
        Records: {
            records: components["schemas"]["RecordEntry"][];
        };
        RecordEntry: {
            /** @example Miles Davis */
            artist: string;
            /** @example Kind of Blue */
            title: string;
            /** @example Columbia */
            label?: string;
            year?: number;
            /** @example Jazz */
            genre: string;
            price: {
                /** @description in cents */
                amount: number;
                /** @enum {string} */
                currency: "USD";
            };
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            /**
             * Format: date-time
             * @example 2026-12-24T18:00:00.000Z
             */
            listedAt: string;
            links: {
                /** @example https://shop.example/api/records/0193a1b2-7c00-7000-8000-000000000401 */
                self: string;
                /**
                 * @description the records by its artist
                 * @example https://shop.example/api/records?artist=Miles+Davis
                 */
                artist: string;
                /**
                 * @description the records of its genre
                 * @example https://shop.example/api/records?genre=Jazz
                 */
                genre: string;
                /**
                 * @description the records on its label
                 * @example https://shop.example/api/records?label=Columbia
                 */
                label?: string;
            };
            version: number;
        };
        Record: {
            /** @example Miles Davis */
            artist: string;
            /** @example Kind of Blue */
            title: string;
            /** @example Columbia */
            label?: string;
            year?: number;
            /** @example Jazz */
            genre: string;
            tracks: {
                /** @example So What */
                title: string;
                /** @example 562 */
                seconds: number;
            }[];
            price: {
                /** @description in cents */
                amount: number;
                /** @enum {string} */
                currency: "USD";
            };
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            /**
             * Format: date-time
             * @example 2026-12-24T18:00:00.000Z
             */
            listedAt: string;
            links: {
                /** @example https://shop.example/api/records/0193a1b2-7c00-7000-8000-000000000401 */
                self: string;
                /**
                 * @description the records by its artist
                 * @example https://shop.example/api/records?artist=Miles+Davis
                 */
                artist: string;
                /**
                 * @description the records of its genre
                 * @example https://shop.example/api/records?genre=Jazz
                 */
                genre: string;
                /**
                 * @description the records on its label
                 * @example https://shop.example/api/records?label=Columbia
                 */
                label?: string;
            };
            version: number;
        };
        NewOrder: {
            /** @description what to order, at the prices that you were shown */
            lines: components["schemas"]["OrderLine"][];
            /**
             * @description the token with which the payment gateway charges the customer
             * @example tok_visa-4242
             */
            token: string;
        };
        OrderLine: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            /** @example 1 */
            quantity: number;
            price: {
                amount: number;
                /** @example USD */
                currency: string;
            };
        };
        Order: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            orderId: string;
            /** @description Counts what the order has told other services: its state may change without it. */
            version: number;
            /**
             * @description `placed` waits for the warehouse to reserve it; `reserved` waits for the payment; `payment-refused` waits for the customer to pay by other means, until the reservation ends; `paid` waits for the warehouse to dispatch it; `cancelling` waits for the warehouse to release or to dispatch it; `cancelled` waits for the refund, if money was taken; `dispatched` waits for nothing; `returning` waits for the parcel to arrive at the warehouse; `returned` waits for the refund; `refund-pending` waits for operators to replay a refund that was given up; `refunded` waits for nothing
             * @enum {string}
             */
            state: "placed" | "reserved" | "payment-refused" | "paid" | "cancelling" | "cancelled" | "dispatched" | "returning" | "returned" | "refund-pending" | "refunded";
            /**
             * Format: date-time
             * @example 2026-12-24T18:00:00.000Z
             */
            placedAt: string;
            lines: components["schemas"]["OrderedLine"][];
            /** @description what the order costs */
            total: {
                amount: number;
                /** @example USD */
                currency: string;
            };
            /** @description what the shop keeps of your money: what was taken, less what was refunded */
            kept: {
                amount: number;
                /** @example USD */
                currency: string;
            };
            /**
             * Format: date-time
             * @description until when the order is reserved and can be paid
             * @example 2026-12-24T18:00:00.000Z
             */
            payBy?: string;
            /**
             * @description why the order was cancelled
             * @enum {string}
             */
            reason?: "stock-missing" | "payment-refused" | "requested" | "expired" | "undeliverable";
            /** @description by which the carrier knows the parcel */
            trackingId?: string;
            /**
             * @description the order was dispatched before it could be cancelled as you asked
             * @enum {string}
             */
            cancellation?: "too-late";
            returns: components["schemas"]["Return"][];
            /** @description exactly what can be done now: `cancel`, `pay-again` and `return` take a POST */
            links: {
                /** @example /orders/0198c0de-0000-7000-8000-000000000001 */
                self: string;
                cancel?: string;
                "pay-again"?: string;
                return?: string;
            };
        };
        OrderedLine: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            /** @example 1 */
            quantity: number;
            price: {
                amount: number;
                /** @example USD */
                currency: string;
            };
            /** @example Miles Davis */
            artist: string;
            /** @example Kind of Blue */
            title: string;
        };
        Return: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            returnId: string;
            /** @enum {string} */
            state: "returning" | "returned" | "rejected" | "refund-pending" | "refunded";
            /** @description what came back; until it has, what is to come back */
            lines: {
                /**
                 * Format: uuid
                 * @example 0198c0de-0000-7000-8000-000000000001
                 */
                recordId: string;
                /** @example 1 */
                quantity: number;
            }[];
            /** @description what was to come back */
            announced: {
                /**
                 * Format: uuid
                 * @example 0198c0de-0000-7000-8000-000000000001
                 */
                recordId: string;
                /** @example 1 */
                quantity: number;
            }[];
            /** @description why the return was rejected */
            reason?: string;
        };
        Orders: {
            orders: components["schemas"]["Order"][];
        };
        NewPayment: {
            /**
             * @description the token with which the payment gateway charges the customer
             * @example tok_visa-4242
             */
            token: string;
        };
        NewReturn: {
            lines: {
                /**
                 * Format: uuid
                 * @example 0198c0de-0000-7000-8000-000000000001
                 */
                recordId: string;
                /** @example 1 */
                quantity: number;
            }[];
        };
        StockLevels: {
            records: components["schemas"]["StockLevel"][];
        };
        StockLevel: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            available: number;
            version: number;
        };
        Recommendations: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            recommendations: components["schemas"]["Recommendation"][];
        };
        Recommendation: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            artist: string;
            title: string;
            genre: string;
            price: {
                amount: number;
                currency: string;
            };
            because: {
                /** @enum {string} */
                rule: "bought-together" | "same-artist" | "same-genre";
                /** @example 3 of 5 orders with this record had it, too. */
                sentence: string;
            };
        };
        CartChange: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            recordId: string;
            /**
             * @description how many the cart has then; 0 takes the record out
             * @example 1
             */
            quantity: number;
            /**
             * @description the price that was shown, in cents
             * @example 1299
             */
            amount: number;
            /** @example USD */
            currency: string;
        };
        CartOrderForm: {
            /**
             * Format: uuid
             * @description by which a repetition of the form does nothing twice
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            key: string;
            /**
             * @description the token with which the payment gateway charges the customer
             * @example tok_visa-4242
             */
            token: string;
            /**
             * @description what the page of the cart showed
             * @example 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU
             */
            shown: string;
        };
        PaymentForm: {
            /**
             * Format: uuid
             * @description by which a repetition of the form does nothing twice
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            key: string;
            /**
             * @description the token with which the payment gateway charges the customer
             * @example tok_visa-4242
             */
            token: string;
        };
        ReturnForm: {
            /**
             * Format: uuid
             * @description by which a repetition of the form does nothing twice
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            key: string;
        } & {
            [key: string]: number;
        };
        LogInForm: {
            /** @example ada@example.org */
            email: string;
            /** @example correct horse battery */
            password: string;
        };
        SignUpForm: {
            /**
             * Format: uuid
             * @description by which a repetition of the form signs nobody up twice
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            key: string;
            /** @example ada@example.org */
            email: string;
            /** @example correct horse battery */
            password: string;
            /** @example Ada */
            givenName: string;
            /** @example Archer */
            familyName: string;
            /** @example 1 Record Lane */
            line1: string;
            /** @example Leeds */
            city: string;
            /** @example LS1 4AP */
            postcode: string;
            /** @example GB */
            country: string;
            /** @example Flat 2 */
            line2?: string;
            /** @example bob@example.org, cid@example.org */
            friends?: string;
        };
        NewPasswordForm: {
            /** @example ada@example.org */
            email: string;
        };
        Baby: {
            name: string;
            /** @enum {string} */
            sex: "male" | "female";
        };
        RegisteredBaby: {
            /**
             * Format: uuid
             * @example 0198c0de-0000-7000-8000-000000000001
             */
            registrationId: string;
            name: string;
            /** @enum {string} */
            sex: "male" | "female";
        };
        Top10: {
            /**
             * @example [
             *       {
             *         "name": "OLIVER",
             *         "count": 6941
             *       }
             *     ]
             */
            boys: {
                name: string;
                count: number;
            }[];
            /**
             * @example [
             *       {
             *         "name": "AMELIA",
             *         "count": 5327
             *       }
             *     ]
             */
            girls: {
                name: string;
                count: number;
            }[];
            asOf: string | null;
        };
        Entry: {
            /** @example 42 */
            offset: number;
            /** @example OLIVER */
            name: string;
            /**
             * @example male
             * @enum {string}
             */
            sex: "male" | "female";
            /** @example 1 */
            count: number;
            /**
             * Format: date-time
             * @example 2026-12-24T18:00:00.000Z
             */
            at: string;
            /** @example 42-mjkfo1a8 */
            position: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description The business process that the request belongs to
         * @example my-first-request
         */
        "X-Correlation-ID": string;
        /**
         * @description Why the `X-Correlation-ID` of the request was not taken
         * @example replaced: send 8 to 64 of the characters A-Z a-z 0-9 . _ -
         */
        "X-Correlation-ID-Note": string;
        /**
         * @description Where the thing can be read
         * @example /v2/things/0198c0de-0000-7000-8000-000000000001
         */
        Location: string;
        /**
         * @description The methods of the path, with `method-not-allowed`
         * @example GET, PATCH
         */
        Allow: string;
        /** @description Seconds to wait before the next attempt */
        "Retry-After": number;
        /**
         * @description What is left (`r`) of each limit, and seconds until it is whole again (`t`); one with `r=0` is used up.
         * @example "calls-per-minute";r=59;t=60
         */
        RateLimit: string;
        /**
         * @description Each limit, with its window in seconds
         * @example "calls-per-minute";q=60;w=60
         */
        "RateLimit-Policy": string;
        /**
         * @description The page of the problem (`help`), or the successor of the operation (`successor-version`)
         * @example </problems/not-found>; rel="help"
         */
        Link: string;
        /**
         * @description The version of the thing, for `If-Match` and `If-None-Match` (RFC 9110)
         * @example "1-3kPqNT0dJbU"
         */
        ETag: string;
        /**
         * @description The media types of patches to the thing (RFC 5789)
         * @example application/merge-patch+json, application/json
         */
        "Accept-Patch": string;
        /**
         * @description How to authenticate, and what is wrong with the token
         * @example Bearer
         */
        "WWW-Authenticate": string;
        /**
         * @description Since when new callers should not use the operation, in seconds since 1970
         * @example @1793491200
         */
        Deprecation: string;
        /**
         * @description When the operation may be gone
         * @example Sat, 01 May 2027 00:00:00 GMT
         */
        Sunset: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signUpCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address.
                 * @example my-first-order
                 */
                "idempotency-key"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "password": "correct horse battery",
                 *       "givenName": "Ada",
                 *       "familyName": "Archer",
                 *       "address": {
                 *         "line1": "1 Record Lane",
                 *         "line2": "Flat 2",
                 *         "city": "Leeds",
                 *         "postcode": "LS1 4AP",
                 *         "country": "GB"
                 *       },
                 *       "friends": [
                 *         "bob@example.org"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Signup"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000001",
                     *       "links": {
                     *         "customer": "https://api.example.com/v2/customers/0198c0de-0000-7000-8000-000000000001",
                     *         "session": "https://api.example.com/sessions"
                     *       },
                     *       "states": {
                     *         "customer": "ready",
                     *         "session": "ready"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedUp"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`idempotency-key-invalid`](/problems/idempotency-key-invalid): The `Idempotency-Key` is not 1 to 255 printable ASCII characters without blanks. Send another key, for example a UUID.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`request-in-progress`](/problems/request-in-progress): The first request under this `Idempotency-Key` still runs. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`signup.email-taken`](/problems/signup.email-taken): A customer with this e-mail address exists. Log in instead.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:request-in-progress" | "urn:troupe:problem:signup.email-taken";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Unprocessable Entity:
             *     - [`idempotency-key-reused`](/problems/idempotency-key-reused): You have sent another request under this `Idempotency-Key`. Use a new key for a new request.
             */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000031 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000031",
                     *       "email": "ada@example.net",
                     *       "name": {
                     *         "given": "Ada",
                     *         "family": "Byron"
                     *       },
                     *       "address": {
                     *         "line1": "1 Record Lane",
                     *         "line2": "Second floor",
                     *         "city": "Leeds",
                     *         "postcode": "LS1 4AP",
                     *         "country": "GB"
                     *       },
                     *       "emailVerified": true
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    eraseCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: what has changed since is left as it is (412).
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000051 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`if-match-invalid`](/problems/if-match-invalid): `If-Match` has something that is no ETag. Send the `ETag` that you received last as it came, with its quotes.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:if-match-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             *     - [`forbidden-host`](/problems/forbidden-host): An operator calls the service by a name that is not its own. Call it by its address, or add the name to its setting `OPERATOR_HOSTS`.
             *     - [`forbidden-origin`](/problems/forbidden-origin): A page of another site sends an operator’s request. Act from a page of the service, or from a program.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden" | "urn:troupe:problem:forbidden-host" | "urn:troupe:problem:forbidden-origin";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Precondition Failed:
             *     - [`customers.changed-meanwhile`](/problems/customers.changed-meanwhile): The customer has changed since you last read it. Get it again, and send its new `ETag` as `If-Match`.
             *     - [`if-match-weak`](/problems/if-match-weak): `If-Match` has only weak ETags, which name no version. Send the `ETag` that you received last without its `W/`.
             */
            412: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:customers.changed-meanwhile" | "urn:troupe:problem:if-match-weak";
                        /** @constant */
                        status?: 412;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    changeCustomer: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The ETag that the caller received last: what has changed since is left as it is (412).
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-match": string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000051 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": {
                 *         "family": "Baker"
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CustomerChange"];
                /**
                 * @example {
                 *       "name": {
                 *         "family": "Baker"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CustomerChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000051",
                     *       "email": "ada@example.net",
                     *       "name": {
                     *         "given": "Ada",
                     *         "family": "Byron"
                     *       },
                     *       "address": {
                     *         "line1": "1 Record Lane",
                     *         "line2": "Second floor",
                     *         "city": "Leeds",
                     *         "postcode": "LS1 4AP",
                     *         "country": "GB"
                     *       },
                     *       "emailVerified": true
                     *     }
                     */
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`if-match-invalid`](/problems/if-match-invalid): `If-Match` has something that is no ETag. Send the `ETag` that you received last as it came, with its quotes.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:if-match-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`customers.email-taken`](/problems/customers.email-taken): A customer with this e-mail address exists. Use another address, or log in as that customer.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:customers.email-taken";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /**
             * @description Precondition Failed:
             *     - [`customers.changed-meanwhile`](/problems/customers.changed-meanwhile): The customer has changed since you last read it. Get it again, and send its new `ETag` as `If-Match`.
             *     - [`if-match-weak`](/problems/if-match-weak): `If-Match` has only weak ETags, which name no version. Send the `ETag` that you received last without its `W/`.
             */
            412: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:customers.changed-meanwhile" | "urn:troupe:problem:if-match-weak";
                        /** @constant */
                        status?: 412;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Precondition Required:
             *     - [`precondition-required`](/problems/precondition-required): The request would change a resource without saying which version of it. Send `If-Match` with the `ETag` that you received last.
             */
            428: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:precondition-required";
                        /** @constant */
                        status?: 428;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getCustomerV1: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000021 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000021",
                     *       "email": "ada@example.net",
                     *       "address": {
                     *         "line1": "1 Record Lane",
                     *         "line2": "Second floor",
                     *         "city": "Leeds",
                     *         "postcode": "LS1 4AP",
                     *         "country": "GB"
                     *       },
                     *       "emailVerified": true,
                     *       "givenName": "Ada",
                     *       "familyName": "Clark"
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerV1"];
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    eraseCustomerV1: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: what has changed since is left as it is (412).
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000051 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`if-match-invalid`](/problems/if-match-invalid): `If-Match` has something that is no ETag. Send the `ETag` that you received last as it came, with its quotes.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:if-match-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             *     - [`forbidden-host`](/problems/forbidden-host): An operator calls the service by a name that is not its own. Call it by its address, or add the name to its setting `OPERATOR_HOSTS`.
             *     - [`forbidden-origin`](/problems/forbidden-origin): A page of another site sends an operator’s request. Act from a page of the service, or from a program.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden" | "urn:troupe:problem:forbidden-host" | "urn:troupe:problem:forbidden-origin";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Precondition Failed:
             *     - [`customers.changed-meanwhile`](/problems/customers.changed-meanwhile): The customer has changed since you last read it. Get it again, and send its new `ETag` as `If-Match`.
             *     - [`if-match-weak`](/problems/if-match-weak): `If-Match` has only weak ETags, which name no version. Send the `ETag` that you received last without its `W/`.
             */
            412: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:customers.changed-meanwhile" | "urn:troupe:problem:if-match-weak";
                        /** @constant */
                        status?: 412;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    changeCustomerV1: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The ETag that the caller received last: what has changed since is left as it is (412).
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-match": string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000051 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "familyName": "Baker"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CustomerChangeV1"];
                /**
                 * @example {
                 *       "familyName": "Baker"
                 *     }
                 */
                "application/json": components["schemas"]["CustomerChangeV1"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000051",
                     *       "email": "ada@example.net",
                     *       "address": {
                     *         "line1": "1 Record Lane",
                     *         "line2": "Second floor",
                     *         "city": "Leeds",
                     *         "postcode": "LS1 4AP",
                     *         "country": "GB"
                     *       },
                     *       "emailVerified": true,
                     *       "givenName": "Ada",
                     *       "familyName": "Clark"
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerV1"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`if-match-invalid`](/problems/if-match-invalid): `If-Match` has something that is no ETag. Send the `ETag` that you received last as it came, with its quotes.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:if-match-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`customers.email-taken`](/problems/customers.email-taken): A customer with this e-mail address exists. Use another address, or log in as that customer.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:customers.email-taken";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /**
             * @description Precondition Failed:
             *     - [`customers.changed-meanwhile`](/problems/customers.changed-meanwhile): The customer has changed since you last read it. Get it again, and send its new `ETag` as `If-Match`.
             *     - [`if-match-weak`](/problems/if-match-weak): `If-Match` has only weak ETags, which name no version. Send the `ETag` that you received last without its `W/`.
             */
            412: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:customers.changed-meanwhile" | "urn:troupe:problem:if-match-weak";
                        /** @constant */
                        status?: 412;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Precondition Required:
             *     - [`precondition-required`](/problems/precondition-required): The request would change a resource without saying which version of it. Send `If-Match` with the `ETag` that you received last.
             */
            428: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:precondition-required";
                        /** @constant */
                        status?: 428;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Deprecation: components["headers"]["Deprecation"];
                    Sunset: components["headers"]["Sunset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000052 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "oldPassword": "correct horse",
                 *       "newPassword": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl",
                     *       "tokenType": "Bearer",
                     *       "expiresIn": 900,
                     *       "refreshToken": "cmVmcmVzaCB0b2tlbg"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             *     - [`passwords.wrong-old`](/problems/passwords.wrong-old): The old password is wrong. Check it.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden" | "urn:troupe:problem:passwords.wrong-old";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:full" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "access-token",
                     *       "tokenType": "Bearer",
                     *       "expiresIn": 900,
                     *       "refreshToken": "refresh-token"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`passwords.wrong`](/problems/passwords.wrong): The e-mail address or the password is wrong. Check both.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:passwords.wrong";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`passwords.too-early`](/problems/passwords.too-early): Both are right, but the customer is still being registered. Wait for the number of seconds in `Retry-After`, and log in again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:full" | "urn:troupe:problem:passwords.too-early" | "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getAuthorizationServer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "issuer": "https://api.example.com",
                     *       "token_endpoint": "https://api.example.com/oauth/token",
                     *       "revocation_endpoint": "https://api.example.com/oauth/revoke",
                     *       "jwks_uri": "https://api.example.com/.well-known/jwks.json",
                     *       "grant_types_supported": [
                     *         "client_credentials",
                     *         "refresh_token"
                     *       ],
                     *       "response_types_supported": [],
                     *       "token_endpoint_auth_methods_supported": [
                     *         "client_secret_basic",
                     *         "none"
                     *       ],
                     *       "revocation_endpoint_auth_methods_supported": [
                     *         "none"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AuthorizationServer"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org"
                 *     }
                 */
                "application/json": components["schemas"]["ResetRequest"];
            };
        };
        responses: {
            /** @description A mail with a link is on its way, if an account has this address */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showPasswordForm: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /**
                 * @description What the link in the mail ends with
                 * @example eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a form that sets a new password */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`passwords.bad-link`](/problems/passwords.bad-link): The link is not one that we sent. Open the link of the latest mail, or ask for a new one.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:passwords.bad-link";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Gone:
             *     - [`passwords.link-expired`](/problems/passwords.link-expired): The link has expired. Ask for a new one, by POST to the address of the link with `/again`.
             *     - [`passwords.link-used`](/problems/passwords.link-used): A new password was set since the link was sent, or the address changed. Ask for a new one, by POST to the address of the link with `/again`.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:passwords.link-expired" | "urn:troupe:problem:passwords.link-used";
                        /** @constant */
                        status?: 410;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /**
                 * @description What the link in the mail ends with
                 * @example eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description The password is changed, and all sessions have ended */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`passwords.bad-password`](/problems/passwords.bad-password): The password is too short or too long. Choose one of 8 to 256 characters.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:passwords.bad-password" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             *     - [`passwords.bad-link`](/problems/passwords.bad-link): The link is not one that we sent. Open the link of the latest mail, or ask for a new one.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found" | "urn:troupe:problem:passwords.bad-link";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             *     - [`passwords.link-expired`](/problems/passwords.link-expired): The link has expired. Ask for a new one, by POST to the address of the link with `/again`.
             *     - [`passwords.link-used`](/problems/passwords.link-used): A new password was set since the link was sent, or the address changed. Ask for a new one, by POST to the address of the link with `/again`.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased" | "urn:troupe:problem:passwords.link-expired" | "urn:troupe:problem:passwords.link-used";
                        /** @constant */
                        status?: 410;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:full" | "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    renewPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /**
                 * @description What the link in the mail ends with
                 * @example eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail with a new link is on its way */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`passwords.bad-link`](/problems/passwords.bad-link): The link is not one that we sent. Open the link of the latest mail, or ask for a new one.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:passwords.bad-link";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    issueToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grant_type": "refresh_token",
                 *       "refresh_token": "refresh-token"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["Grant"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "next-access-token",
                     *       "token_type": "Bearer",
                     *       "expires_in": 900,
                     *       "refresh_token": "next-refresh-token"
                     *     }
                     */
                    "application/json": components["schemas"]["Granted"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`oauth.invalid-grant`](/problems/oauth.invalid-grant): The refresh token is unknown, was used before, or its session has ended. Log in again.
             *     - [`oauth.invalid-target`](/problems/oauth.invalid-target): There is no service of the name that `audience` has. Send the name of a service as `audience`.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:oauth.invalid-grant" | "urn:troupe:problem:oauth.invalid-target" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /**
                         * @description The error by its name in RFC 6749, RFC 7009 or RFC 8707
                         * @example invalid_target
                         * @enum {string}
                         */
                        error?: "invalid_request" | "invalid_client" | "invalid_grant" | "invalid_target" | "unsupported_grant_type" | "unsupported_token_type";
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:oauth.invalid-grant" | "urn:troupe:problem:oauth.invalid-target" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /**
                         * @description The error by its name in RFC 6749, RFC 7009 or RFC 8707
                         * @example invalid_target
                         * @enum {string}
                         */
                        error?: "invalid_request" | "invalid_client" | "invalid_grant" | "invalid_target" | "unsupported_grant_type" | "unsupported_token_type";
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`oauth.invalid-client`](/problems/oauth.invalid-client): The client id or the secret is wrong or missing. Send both by HTTP Basic.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:oauth.invalid-client";
                        /** @constant */
                        status?: 401;
                        /**
                         * @description The error by its name in RFC 6749, RFC 7009 or RFC 8707
                         * @example invalid_client
                         * @enum {string}
                         */
                        error: "invalid_request" | "invalid_client" | "invalid_grant" | "invalid_target" | "unsupported_grant_type" | "unsupported_token_type";
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "refresh-token"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["Revocation"];
            };
        };
        responses: {
            /** @description The session has ended, or there was none of this token */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`oauth.unsupported-token-type`](/problems/oauth.unsupported-token-type): The token is an access token, which ends by itself. Send the refresh token of the session.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:oauth.unsupported-token-type" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /**
                         * @description The error by its name in RFC 6749, RFC 7009 or RFC 8707
                         * @example unsupported_token_type
                         * @enum {string}
                         */
                        error?: "invalid_request" | "invalid_client" | "invalid_grant" | "invalid_target" | "unsupported_grant_type" | "unsupported_token_type";
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:oauth.unsupported-token-type" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /**
                         * @description The error by its name in RFC 6749, RFC 7009 or RFC 8707
                         * @example unsupported_token_type
                         * @enum {string}
                         */
                        error?: "invalid_request" | "invalid_client" | "invalid_grant" | "invalid_target" | "unsupported_grant_type" | "unsupported_token_type";
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kty": "OKP",
                     *           "crv": "Ed25519",
                     *           "x": "base64url",
                     *           "kid": "key-1",
                     *           "use": "sig",
                     *           "alg": "EdDSA"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showVerification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /**
                 * @description What the link in the mail ends with
                 * @example eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a button that confirms the address */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`email.bad-link`](/problems/email.bad-link): The link is not one that we sent, or is not the latest. Open the link of the latest mail, or log in and request a new mail.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:email.bad-link";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Gone:
             *     - [`email.link-expired`](/problems/email.link-expired): The link has expired. Request a new one, by POST to the address of the link with `/again`.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:email.link-expired";
                        /** @constant */
                        status?: 410;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    verifyAddress: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /**
                 * @description What the link in the mail ends with
                 * @example eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page: the address is verified */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`email.bad-link`](/problems/email.bad-link): The link is not one that we sent, or is not the latest. Open the link of the latest mail, or log in and request a new mail.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:email.bad-link";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Gone:
             *     - [`email.link-expired`](/problems/email.link-expired): The link has expired. Request a new one, by POST to the address of the link with `/again`.
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:email.link-expired" | "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    renewVerification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /**
                 * @description What the link in the mail ends with
                 * @example eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page: a mail with a new link is on its way */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`email.bad-link`](/problems/email.bad-link): The link is not one that we sent, or is not the latest. Open the link of the latest mail, or log in and request a new mail.
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:email.bad-link" | "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Conflict:
             *     - [`email.address-not-kept`](/problems/email.address-not-kept): An earlier version of the service did not keep the address, so no mail can be sent to it. Change the e-mail address of the customer to get a mail.
             *     - [`email.already-verified`](/problems/email.already-verified): The e-mail address is verified already. There is nothing to do.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:email.address-not-kept" | "urn:troupe:problem:email.already-verified";
                        /** @constant */
                        status?: 409;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    sendVerificationMail: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000051 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description A mail with a new link is on its way. It waits for up to an hour only when others have asked for as many mails to the same address */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`email.address-not-kept`](/problems/email.address-not-kept): An earlier version of the service did not keep the address, so no mail can be sent to it. Change the e-mail address of the customer to get a mail.
             *     - [`email.already-verified`](/problems/email.already-verified): The e-mail address is verified already. There is nothing to do.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:email.address-not-kept" | "urn:troupe:problem:email.already-verified";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`not-yet`](/problems/not-yet): You have registered, and the service has not heard of it yet. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-yet" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getWelcomePack: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000001 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000001",
                     *       "trackingId": "PARCEL-000000000031"
                     *     }
                     */
                    "application/json": components["schemas"]["WelcomePack"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`not-yet`](/problems/not-yet): You have registered, and the service has not heard of it yet. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-yet" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000741 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000741",
                     *       "balance": 100,
                     *       "debt": 0,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`not-yet`](/problems/not-yet): You have registered, and the service has not heard of it yet. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-yet" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    listRedemptions: {
        parameters: {
            query?: {
                /**
                 * @description How many entries the page has at most.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description Where the page begins: follow the Link of the page before. Without it, the list begins.
                 * @example WyIyMDI2LTEyLTI0Il0
                 */
                cursor?: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000002 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "redemptions": [
                     *         {
                     *           "redemptionId": "0198c0de-0000-7000-8000-000000000001",
                     *           "customerId": "0193a1b2-7c00-7000-8000-000000000002",
                     *           "points": 30,
                     *           "balance": 70,
                     *           "redeemedAt": "2026-12-24T18:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Redemptions"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`not-yet`](/problems/not-yet): You have registered, and the service has not heard of it yet. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-yet" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    redeemPoints: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address.
                 * @example my-first-order
                 */
                "idempotency-key"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000002 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "points": 30
                 *     }
                 */
                "application/json": components["schemas"]["RedemptionOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "redemptionId": "0198c0de-0000-7000-8000-000000000001",
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000002",
                     *       "points": 30,
                     *       "balance": 70,
                     *       "redeemedAt": "2026-12-24T18:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`idempotency-key-invalid`](/problems/idempotency-key-invalid): The `Idempotency-Key` is not 1 to 255 printable ASCII characters without blanks. Send another key, for example a UUID.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`loyalty.balance-too-low`](/problems/loyalty.balance-too-low): The account has fewer points than the redemption takes. Redeem at most as many points as the balance that `detail` names.
             *     - [`request-in-progress`](/problems/request-in-progress): The first request under this `Idempotency-Key` still runs. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:loyalty.balance-too-low" | "urn:troupe:problem:request-in-progress";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Unprocessable Entity:
             *     - [`idempotency-key-reused`](/problems/idempotency-key-reused): You have sent another request under this `Idempotency-Key`. Use a new key for a new request.
             */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`not-yet`](/problems/not-yet): You have registered, and the service has not heard of it yet. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-yet" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getRedemption: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000002 */
                customerId: string;
                /** @example 0198c0de-0000-7000-8000-000000000001 */
                redemptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "redemptionId": "0198c0de-0000-7000-8000-000000000001",
                     *       "customerId": "0193a1b2-7c00-7000-8000-000000000002",
                     *       "points": 30,
                     *       "balance": 70,
                     *       "redeemedAt": "2026-12-24T18:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`not-yet`](/problems/not-yet): You have registered, and the service has not heard of it yet. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-yet" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    listFriendSuggestions: {
        parameters: {
            query?: {
                /**
                 * @description How many entries the page has at most.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description Where the page begins: follow the Link of the page before. Without it, the list begins.
                 * @example WyIyMDI2LTEyLTI0Il0
                 */
                cursor?: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000013 */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "suggestions": [
                     *         {
                     *           "friendId": "0198c0de-0000-7000-8000-000000000001",
                     *           "name": {
                     *             "given": "Ben",
                     *             "familyInitial": "B"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FriendSuggestions"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`not-yet`](/problems/not-yet): You have registered, and the service has not heard of it yet. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-yet" | "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    listRecords: {
        parameters: {
            query?: {
                /** @example blue */
                q?: string;
                /** @example Miles Davis */
                artist?: string;
                /** @example Jazz */
                genre?: string;
                /** @example Columbia */
                label?: string;
                /** @example 1959 */
                year?: number;
                /**
                 * @description How many entries the page has at most.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description Where the page begins: follow the Link of the page before. Without it, the list begins.
                 * @example WyIyMDI2LTEyLTI0Il0
                 */
                cursor?: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "records": [
                     *         {
                     *           "artist": "Miles Davis",
                     *           "title": "Kind of Blue",
                     *           "label": "Columbia",
                     *           "year": 1959,
                     *           "genre": "Jazz",
                     *           "price": {
                     *             "amount": 1299,
                     *             "currency": "USD"
                     *           },
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000701",
                     *           "listedAt": "2026-12-24T18:00:00.000Z",
                     *           "links": {
                     *             "self": "https://shop.example/api/records/0193a1b2-7c00-7000-8000-000000000401",
                     *             "artist": "https://shop.example/api/records?artist=Miles+Davis",
                     *             "genre": "https://shop.example/api/records?genre=Jazz",
                     *             "label": "https://shop.example/api/records?label=Columbia"
                     *           },
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Records"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getRecord: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000701 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "artist": "Miles Davis",
                     *       "title": "Kind of Blue",
                     *       "label": "Columbia",
                     *       "year": 1959,
                     *       "genre": "Jazz",
                     *       "tracks": [
                     *         {
                     *           "title": "So What",
                     *           "seconds": 562
                     *         }
                     *       ],
                     *       "price": {
                     *         "amount": 1299,
                     *         "currency": "USD"
                     *       },
                     *       "recordId": "0193a1b2-7c00-7000-8000-000000000701",
                     *       "listedAt": "2026-12-24T18:00:00.000Z",
                     *       "links": {
                     *         "self": "https://shop.example/api/records/0193a1b2-7c00-7000-8000-000000000401",
                     *         "artist": "https://shop.example/api/records?artist=Miles+Davis",
                     *         "genre": "https://shop.example/api/records?genre=Jazz",
                     *         "label": "https://shop.example/api/records?label=Columbia"
                     *       },
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "Accept-Patch": components["headers"]["Accept-Patch"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`catalog.withdrawn`](/problems/catalog.withdrawn): The record was withdrawn from sale. Choose another record.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:catalog.withdrawn";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    followRecords: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The feed */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /**
                 * @description How many entries the page has at most.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description Where the page begins: follow the Link of the page before. Without it, the list begins.
                 * @example WyIyMDI2LTEyLTI0Il0
                 */
                cursor?: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orders": [
                     *         {
                     *           "orderId": "0193a1b2-7c00-7000-8000-000000000761",
                     *           "version": 1,
                     *           "state": "placed",
                     *           "placedAt": "2026-11-28T12:00:00.000Z",
                     *           "lines": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1,
                     *               "price": {
                     *                 "amount": 1999,
                     *                 "currency": "USD"
                     *               },
                     *               "artist": "Miles Davis",
                     *               "title": "Ella in Berlin"
                     *             }
                     *           ],
                     *           "total": {
                     *             "amount": 2598,
                     *             "currency": "USD"
                     *           },
                     *           "kept": {
                     *             "amount": 0,
                     *             "currency": "USD"
                     *           },
                     *           "payBy": "2026-11-28T12:15:00.000Z",
                     *           "reason": "expired",
                     *           "trackingId": "PARCEL-1",
                     *           "cancellation": "too-late",
                     *           "returns": [
                     *             {
                     *               "returnId": "0193a1b2-7c00-7000-8000-000000000145",
                     *               "state": "rejected",
                     *               "lines": [
                     *                 {
                     *                   "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *                   "quantity": 1
                     *                 }
                     *               ],
                     *               "announced": [
                     *                 {
                     *                   "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *                   "quantity": 1
                     *                 }
                     *               ],
                     *               "reason": "expired"
                     *             }
                     *           ],
                     *           "links": {
                     *             "self": "/orders/0198c0de-0000-7000-8000-000000000001",
                     *             "cancel": "/orders/0193a1b2-7c00-7000-8000-000000000761/cancellation",
                     *             "pay-again": "/orders/0193a1b2-7c00-7000-8000-000000000761/payments",
                     *             "return": "/orders/0193a1b2-7c00-7000-8000-000000000761/returns"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Orders"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address.
                 * @example my-first-order
                 */
                "idempotency-key"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lines": [
                 *         {
                 *           "recordId": "0193a1b2-7c00-7000-8000-000000000752",
                 *           "quantity": 2,
                 *           "price": {
                 *             "amount": 1299,
                 *             "currency": "USD"
                 *           }
                 *         }
                 *       ],
                 *       "token": "tok_visa-4242"
                 *     }
                 */
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "0193a1b2-7c00-7000-8000-000000000766",
                     *       "version": 1,
                     *       "state": "dispatched",
                     *       "placedAt": "2026-11-28T12:00:00.000Z",
                     *       "lines": [
                     *         {
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *           "quantity": 1,
                     *           "price": {
                     *             "amount": 1999,
                     *             "currency": "USD"
                     *           },
                     *           "artist": "Miles Davis",
                     *           "title": "Kind of Blue"
                     *         }
                     *       ],
                     *       "total": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "kept": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "payBy": "2026-11-28T12:15:00.000Z",
                     *       "reason": "expired",
                     *       "trackingId": "PARCEL-1",
                     *       "cancellation": "too-late",
                     *       "returns": [
                     *         {
                     *           "returnId": "0193a1b2-7c00-7000-8000-000000000145",
                     *           "state": "rejected",
                     *           "lines": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "announced": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "reason": "expired"
                     *         }
                     *       ],
                     *       "links": {
                     *         "self": "/orders/0198c0de-0000-7000-8000-000000000001",
                     *         "cancel": "/orders/0193a1b2-7c00-7000-8000-000000000761/cancellation",
                     *         "pay-again": "/orders/0193a1b2-7c00-7000-8000-000000000761/payments",
                     *         "return": "/orders/0193a1b2-7c00-7000-8000-000000000761/returns"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`idempotency-key-invalid`](/problems/idempotency-key-invalid): The `Idempotency-Key` is not 1 to 255 printable ASCII characters without blanks. Send another key, for example a UUID.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`orders.not-for-sale`](/problems/orders.not-for-sale): A record of the order is not for sale. Leave out the `records` that the answer names.
             *     - [`orders.one-currency`](/problems/orders.one-currency): The records of the order have prices in different currencies. Order the records of each currency apart.
             *     - [`orders.price-changed`](/problems/orders.price-changed): A record has another price than the order says. Show the new `prices` to the customer, and order at these if they agree.
             *     - [`orders.total-too-high`](/problems/orders.total-too-high): The order costs more than 1,000,000.00. Order less at a time.
             *     - [`request-in-progress`](/problems/request-in-progress): The first request under this `Idempotency-Key` still runs. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:orders.not-for-sale" | "urn:troupe:problem:orders.one-currency" | "urn:troupe:problem:orders.price-changed" | "urn:troupe:problem:orders.total-too-high" | "urn:troupe:problem:request-in-progress";
                        /** @constant */
                        status?: 409;
                        /**
                         * @description The records that are not for sale
                         * @example [
                         *       "0193a1b2-7c00-7000-8000-000000000101"
                         *     ]
                         */
                        records?: string[];
                        /**
                         * @description The records with another price, and what each costs now
                         * @example [
                         *       {
                         *         "recordId": "0193a1b2-7c00-7000-8000-000000000101",
                         *         "price": {
                         *           "amount": 1299,
                         *           "currency": "USD"
                         *         }
                         *       }
                         *     ]
                         */
                        prices?: {
                            /** Format: uuid */
                            recordId: string;
                            price: {
                                amount: number;
                                /** @example USD */
                                currency: string;
                            };
                        }[];
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Unprocessable Entity:
             *     - [`idempotency-key-reused`](/problems/idempotency-key-reused): You have sent another request under this `Idempotency-Key`. Use a new key for a new request.
             */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000761 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "0193a1b2-7c00-7000-8000-000000000761",
                     *       "version": 1,
                     *       "state": "dispatched",
                     *       "placedAt": "2026-11-28T12:00:00.000Z",
                     *       "lines": [
                     *         {
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000752",
                     *           "quantity": 2,
                     *           "price": {
                     *             "amount": 1299,
                     *             "currency": "USD"
                     *           },
                     *           "artist": "Ella Fitzgerald",
                     *           "title": "Ella in Berlin"
                     *         }
                     *       ],
                     *       "total": {
                     *         "amount": 2598,
                     *         "currency": "USD"
                     *       },
                     *       "kept": {
                     *         "amount": 0,
                     *         "currency": "USD"
                     *       },
                     *       "payBy": "2026-11-28T12:15:00.000Z",
                     *       "reason": "expired",
                     *       "trackingId": "parcel-1",
                     *       "cancellation": "too-late",
                     *       "returns": [
                     *         {
                     *           "returnId": "0193a1b2-7c00-7000-8000-000000000770",
                     *           "state": "rejected",
                     *           "lines": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000752",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "announced": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000752",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "reason": "scratched"
                     *         }
                     *       ],
                     *       "links": {
                     *         "self": "/orders/0198c0de-0000-7000-8000-000000000001",
                     *         "cancel": "/orders/0193a1b2-7c00-7000-8000-000000000761/cancellation",
                     *         "pay-again": "/orders/0193a1b2-7c00-7000-8000-000000000761/payments",
                     *         "return": "/orders/0193a1b2-7c00-7000-8000-000000000761/returns"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    payOrderAgain: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address.
                 * @example my-first-order
                 */
                "idempotency-key"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000781 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tok_visa-4242"
                 *     }
                 */
                "application/json": components["schemas"]["NewPayment"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "0193a1b2-7c00-7000-8000-000000000781",
                     *       "version": 1,
                     *       "state": "dispatched",
                     *       "placedAt": "2026-11-28T12:00:00.000Z",
                     *       "lines": [
                     *         {
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *           "quantity": 1,
                     *           "price": {
                     *             "amount": 1999,
                     *             "currency": "USD"
                     *           },
                     *           "artist": "Miles Davis",
                     *           "title": "Kind of Blue"
                     *         }
                     *       ],
                     *       "total": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "kept": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "payBy": "2026-11-28T12:15:00.000Z",
                     *       "reason": "expired",
                     *       "trackingId": "PARCEL-1",
                     *       "cancellation": "too-late",
                     *       "returns": [
                     *         {
                     *           "returnId": "0193a1b2-7c00-7000-8000-000000000145",
                     *           "state": "rejected",
                     *           "lines": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "announced": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "reason": "expired"
                     *         }
                     *       ],
                     *       "links": {
                     *         "self": "/orders/0198c0de-0000-7000-8000-000000000001",
                     *         "cancel": "/orders/0193a1b2-7c00-7000-8000-000000000761/cancellation",
                     *         "pay-again": "/orders/0193a1b2-7c00-7000-8000-000000000761/payments",
                     *         "return": "/orders/0193a1b2-7c00-7000-8000-000000000761/returns"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`idempotency-key-invalid`](/problems/idempotency-key-invalid): The `Idempotency-Key` is not 1 to 255 printable ASCII characters without blanks. Send another key, for example a UUID.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`orders.not-now`](/problems/orders.not-now): The order is in a state in which this cannot be done. Read the order again: its `links` are what can be done.
             *     - [`request-in-progress`](/problems/request-in-progress): The first request under this `Idempotency-Key` still runs. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:orders.not-now" | "urn:troupe:problem:request-in-progress";
                        /** @constant */
                        status?: 409;
                        /**
                         * @description The state of the order
                         * @enum {string}
                         */
                        state?: "placed" | "reserved" | "payment-refused" | "paid" | "cancelling" | "cancelled" | "dispatched" | "returning" | "returned" | "refund-pending" | "refunded";
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Unprocessable Entity:
             *     - [`idempotency-key-reused`](/problems/idempotency-key-reused): You have sent another request under this `Idempotency-Key`. Use a new key for a new request.
             */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000780 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "0193a1b2-7c00-7000-8000-000000000780",
                     *       "version": 1,
                     *       "state": "dispatched",
                     *       "placedAt": "2026-11-28T12:00:00.000Z",
                     *       "lines": [
                     *         {
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *           "quantity": 1,
                     *           "price": {
                     *             "amount": 1999,
                     *             "currency": "USD"
                     *           },
                     *           "artist": "Miles Davis",
                     *           "title": "Kind of Blue"
                     *         }
                     *       ],
                     *       "total": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "kept": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "payBy": "2026-11-28T12:15:00.000Z",
                     *       "reason": "expired",
                     *       "trackingId": "PARCEL-1",
                     *       "cancellation": "too-late",
                     *       "returns": [
                     *         {
                     *           "returnId": "0193a1b2-7c00-7000-8000-000000000145",
                     *           "state": "rejected",
                     *           "lines": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "announced": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "reason": "expired"
                     *         }
                     *       ],
                     *       "links": {
                     *         "self": "/orders/0198c0de-0000-7000-8000-000000000001",
                     *         "cancel": "/orders/0193a1b2-7c00-7000-8000-000000000761/cancellation",
                     *         "pay-again": "/orders/0193a1b2-7c00-7000-8000-000000000761/payments",
                     *         "return": "/orders/0193a1b2-7c00-7000-8000-000000000761/returns"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`orders.not-now`](/problems/orders.not-now): The order is in a state in which this cannot be done. Read the order again: its `links` are what can be done.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:orders.not-now";
                        /** @constant */
                        status?: 409;
                        /**
                         * @description The state of the order
                         * @enum {string}
                         */
                        state: "placed" | "reserved" | "payment-refused" | "paid" | "cancelling" | "cancelled" | "dispatched" | "returning" | "returned" | "refund-pending" | "refunded";
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    returnOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address.
                 * @example my-first-order
                 */
                "idempotency-key"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000782 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lines": [
                 *         {
                 *           "recordId": "0193a1b2-7c00-7000-8000-000000000752",
                 *           "quantity": 1
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewReturn"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "0193a1b2-7c00-7000-8000-000000000782",
                     *       "version": 1,
                     *       "state": "dispatched",
                     *       "placedAt": "2026-11-28T12:00:00.000Z",
                     *       "lines": [
                     *         {
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *           "quantity": 1,
                     *           "price": {
                     *             "amount": 1999,
                     *             "currency": "USD"
                     *           },
                     *           "artist": "Miles Davis",
                     *           "title": "Kind of Blue"
                     *         }
                     *       ],
                     *       "total": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "kept": {
                     *         "amount": 1999,
                     *         "currency": "USD"
                     *       },
                     *       "payBy": "2026-11-28T12:15:00.000Z",
                     *       "reason": "expired",
                     *       "trackingId": "PARCEL-1",
                     *       "cancellation": "too-late",
                     *       "returns": [
                     *         {
                     *           "returnId": "0193a1b2-7c00-7000-8000-000000000145",
                     *           "state": "rejected",
                     *           "lines": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "announced": [
                     *             {
                     *               "recordId": "0193a1b2-7c00-7000-8000-000000000146",
                     *               "quantity": 1
                     *             }
                     *           ],
                     *           "reason": "expired"
                     *         }
                     *       ],
                     *       "links": {
                     *         "self": "/orders/0198c0de-0000-7000-8000-000000000001",
                     *         "cancel": "/orders/0193a1b2-7c00-7000-8000-000000000761/cancellation",
                     *         "pay-again": "/orders/0193a1b2-7c00-7000-8000-000000000761/payments",
                     *         "return": "/orders/0193a1b2-7c00-7000-8000-000000000761/returns"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`idempotency-key-invalid`](/problems/idempotency-key-invalid): The `Idempotency-Key` is not 1 to 255 printable ASCII characters without blanks. Send another key, for example a UUID.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Unauthorized:
             *     - [`unauthenticated`](/problems/unauthenticated): The request has no valid access token. Log in again, and send the token: `Authorization: Bearer <token>`.
             */
            401: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unauthenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /**
             * @description Forbidden:
             *     - [`forbidden`](/problems/forbidden): The token is valid, but this kind of caller may not use the operation. Use the token of a caller whom the operation allows.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:forbidden";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`orders.not-now`](/problems/orders.not-now): The order is in a state in which this cannot be done. Read the order again: its `links` are what can be done.
             *     - [`orders.not-returnable`](/problems/orders.not-returnable): More is to be returned than the customer has of the order. Return at most what was ordered, less what came back already.
             *     - [`request-in-progress`](/problems/request-in-progress): The first request under this `Idempotency-Key` still runs. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:orders.not-now" | "urn:troupe:problem:orders.not-returnable" | "urn:troupe:problem:request-in-progress";
                        /** @constant */
                        status?: 409;
                        /**
                         * @description The state of the order
                         * @enum {string}
                         */
                        state?: "placed" | "reserved" | "payment-refused" | "paid" | "cancelling" | "cancelled" | "dispatched" | "returning" | "returned" | "refund-pending" | "refunded";
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`erased`](/problems/erased): The person concerned was erased, and nothing can be recorded about them any more. Do not send the request again.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:erased";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Unprocessable Entity:
             *     - [`idempotency-key-reused`](/problems/idempotency-key-reused): You have sent another request under this `Idempotency-Key`. Use a new key for a new request.
             */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable" | "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    listStock: {
        parameters: {
            query: {
                /** @example 0198c0de-0000-7000-8000-000000000001,0198c0de-0000-7000-8000-000000000002 */
                records: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "records": [
                     *         {
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000164",
                     *           "available": 3,
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["StockLevels"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getStock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000164 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recordId": "0193a1b2-7c00-7000-8000-000000000164",
                     *       "available": 3,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["StockLevel"];
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getRecommendations: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000731 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recordId": "0193a1b2-7c00-7000-8000-000000000731",
                     *       "recommendations": [
                     *         {
                     *           "recordId": "0193a1b2-7c00-7000-8000-000000000732",
                     *           "artist": "Miles Davis",
                     *           "title": "Sketches of Spain",
                     *           "genre": "Jazz",
                     *           "price": {
                     *             "amount": 1199,
                     *             "currency": "USD"
                     *           },
                     *           "because": {
                     *             "rule": "bought-together",
                     *             "sentence": "It is by Miles Davis, too."
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Recommendations"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showCart: {
        parameters: {
            query?: {
                /**
                 * @description of an order of this cart that may be placed already, which is then repeated
                 * @example 0198c0de-0000-7000-8000-000000000001
                 */
                key?: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page of the cart, with no more copies than there are; one that cannot be used is emptied */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    changeCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recordId": "0193a1b2-7c00-7000-8000-000000000711",
                 *       "quantity": 1,
                 *       "amount": 1299,
                 *       "currency": "USD"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["CartChange"];
            };
        };
        responses: {
            /** @description The cart has changed */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Conflict:
             *     - [`storefront.cart-full`](/problems/storefront.cart-full): The cart has 50 records. Order them, or take one out.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.cart-full";
                        /** @constant */
                        status?: 409;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showOrders: {
        parameters: {
            query?: {
                /** @example IjAxOTNhMWIyIg */
                cursor?: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the orders, the newest first */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description To the form to log in */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`storefront.bad-list`](/problems/storefront.bad-list): There is no such list, or no such page of it. Search for something else, or begin at the first page.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.bad-list" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    orderCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0198c0de-0000-7000-8000-000000000001",
                 *       "token": "tok_visa-4242",
                 *       "shown": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["CartOrderForm"];
            };
        };
        responses: {
            /** @description To the order */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /** @description The cart as it is now, at the prices of now, and without what is not for sale */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000766 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page of the order, with what can be done now */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description To the form to log in */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    cancelOrderOfShop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000766 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/x-www-form-urlencoded": Record<string, never>;
            };
        };
        responses: {
            /** @description To the order */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /** @description The order, which cannot be cancelled */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    payOrderOfShop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000766 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0198c0de-0000-7000-8000-000000000001",
                 *       "token": "tok_visa-4242"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["PaymentForm"];
            };
        };
        responses: {
            /** @description To the order */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /** @description The order, which cannot be paid */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    returnOrderOfShop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000766 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0198c0de-0000-7000-8000-000000000001"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["ReturnForm"];
            };
        };
        responses: {
            /** @description To the order */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /** @description The order, of which this cannot be returned */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showShop: {
        parameters: {
            query?: {
                /** @example 20 */
                from?: number;
                /** @example blue */
                q?: string;
                /** @example Jazz */
                genre?: string;
                /** @example IjAxOTNhMWIyIg */
                cursor?: string;
            };
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of records */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`storefront.bad-list`](/problems/storefront.bad-list): There is no such list, or no such page of it. Search for something else, or begin at the first page.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.bad-list" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showRecord: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000711 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page of a record */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showLogIn: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a form */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    logInToShop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["LogInForm"];
            };
        };
        responses: {
            /** @description Logged in */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /** @description The address or the password is wrong */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    logOutOfShop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/x-www-form-urlencoded": Record<string, never>;
            };
        };
        responses: {
            /** @description Logged out */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showSignUp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a form */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    signUpToShop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "0198c0de-0000-7000-8000-000000000001",
                 *       "email": "ada@example.org",
                 *       "password": "correct horse battery",
                 *       "givenName": "Ada",
                 *       "familyName": "Archer",
                 *       "line1": "1 Record Lane",
                 *       "city": "Leeds",
                 *       "postcode": "LS1 4AP",
                 *       "country": "GB"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["SignUpForm"];
            };
        };
        responses: {
            /** @description Signed up: the form to log in, with what is still coming */
            201: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /** @description Something is wrong with the form */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showNewPassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a form */
            200: {
                headers: {
                    /** @description The neighbours without which the page was made */
                    "X-Degraded"?: string;
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    askForNewPassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.org"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["NewPasswordForm"];
            };
        };
        responses: {
            /** @description A mail with a link is on its way, if an account has this address */
            202: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Forbidden:
             *     - [`storefront.other-site`](/problems/storefront.other-site): A page of another site sends the request. Act from a page of the shop.
             */
            403: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:storefront.other-site";
                        /** @constant */
                        status?: 403;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                    "text/html": string;
                };
            };
            /** @description That is no e-mail address */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`peer-unavailable`](/problems/peer-unavailable): Another service that the operation needs does not answer. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:peer-unavailable" | "urn:troupe:problem:full";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    registerBaby: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address.
                 * @example my-first-order
                 */
                "idempotency-key"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "BEN",
                 *       "sex": "male"
                 *     }
                 */
                "application/json": components["schemas"]["Baby"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "registrationId": "0193a1b2-7c00-7000-8000-000000000001",
                     *       "name": "BEN",
                     *       "sex": "male"
                     *     }
                     */
                    "application/json": components["schemas"]["RegisteredBaby"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`idempotency-key-invalid`](/problems/idempotency-key-invalid): The `Idempotency-Key` is not 1 to 255 printable ASCII characters without blanks. Send another key, for example a UUID.
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-invalid" | "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Conflict:
             *     - [`request-in-progress`](/problems/request-in-progress): The first request under this `Idempotency-Key` still runs. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            409: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:request-in-progress";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /**
             * @description Payload Too Large:
             *     - [`payload-too-large`](/problems/payload-too-large): The body has more than 100 KB. Send less in one request.
             */
            413: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:payload-too-large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /**
             * @description Unsupported Media Type:
             *     - [`unsupported-media-type`](/problems/unsupported-media-type): The body has a media type, a charset or an encoding that the operation does not take. Send the body as `detail` says.
             */
            415: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unsupported-media-type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /**
             * @description Unprocessable Entity:
             *     - [`idempotency-key-reused`](/problems/idempotency-key-reused): You have sent another request under this `Idempotency-Key`. Use a new key for a new request.
             */
            422: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:idempotency-key-reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getBaby: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path: {
                /** @example 0193a1b2-7c00-7000-8000-000000000001 */
                registrationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "registrationId": "0193a1b2-7c00-7000-8000-000000000001",
                     *       "name": "BEN",
                     *       "sex": "male"
                     *     }
                     */
                    "application/json": components["schemas"]["RegisteredBaby"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Found:
             *     - [`not-found`](/problems/not-found): The resource does not exist, or belongs to another person. Check the id, and that the token is of the person to whom it belongs.
             */
            404: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    showBoard: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that keeps itself up to date */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                    "text/html": string;
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    getTop10: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag that the caller received last: when it is still the current one, the answer is 304.
                 * @example "1-3kPqNT0dJbU"
                 */
                "if-none-match"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "boys": [
                     *         {
                     *           "name": "OLIVER",
                     *           "count": 6941
                     *         }
                     *       ],
                     *       "girls": [
                     *         {
                     *           "name": "AMELIA",
                     *           "count": 5327
                     *         }
                     *       ],
                     *       "asOf": "2026-12-24T18:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Top10"];
                };
            };
            /** @description The caller has this version already, as `If-None-Match` says */
            304: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
    streamRegistrations: {
        parameters: {
            query?: {
                /** @example 42-mjkfo1a8 */
                offset?: string;
            };
            header?: {
                /**
                 * @description Like offset, and takes precedence: browsers that reconnect send it to the same URL
                 * @example 42-mjkfo1a8
                 */
                "last-event-id"?: string;
                /**
                 * @description The business process that the request belongs to: it fits `^[A-Za-z0-9._-]{8,64}$`. One that does not is replaced by a new one, and `X-Correlation-ID-Note` in the answer says so.
                 * @example my-first-request
                 */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every registration as it happens, until either side closes the connection: one object per line, or as the data of an event whose id is its position. Offsets are 1, 2, 3, … without a gap; a reader that was disconnected resumes from the last position, as `offset`. A position of another log is refused (410). Empty lines and comments are heartbeats. A reader that accepts nothing while entries wait is disconnected. A reader too many is refused with 429 or 503 and `Retry-After`. */
            200: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "offset": 42,
                     *       "name": "OLIVER",
                     *       "sex": "male",
                     *       "count": 1,
                     *       "at": "2026-12-24T18:00:00.000Z",
                     *       "position": "42-mjkfo1a8"
                     *     }
                     */
                    "application/x-ndjson": components["schemas"]["Entry"];
                    /**
                     * @example {
                     *       "offset": 42,
                     *       "name": "OLIVER",
                     *       "sex": "male",
                     *       "count": 1,
                     *       "at": "2026-12-24T18:00:00.000Z",
                     *       "position": "42-mjkfo1a8"
                     *     }
                     */
                    "text/event-stream": components["schemas"]["Entry"];
                };
            };
            /**
             * @description Bad Request:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`invalid-input`](/problems/invalid-input): A parameter or the body does not match the schema of the operation. Correct the fields that `errors` lists.
             */
            400: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:invalid-input";
                        /** @constant */
                        status?: 400;
                        /** @description What is wrong with each part of the request */
                        errors?: {
                            /**
                             * @description Where it is wrong: a JSON pointer (RFC 6901) into the body, or /query/name, /param/name
                             * @example /givenName
                             */
                            pointer: string;
                            /**
                             * @description What is wrong there
                             * @example must not be empty
                             */
                            detail: string;
                        }[];
                    };
                };
            };
            /**
             * @description Not Acceptable:
             *     - [`not-acceptable`](/problems/not-acceptable): The operation produces none of the media types that the request accepts. Send an `Accept` with one of the types that `detail` names, or none.
             */
            406: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:not-acceptable";
                        /** @constant */
                        status?: 406;
                    };
                };
            };
            /**
             * @description Gone:
             *     - [`stream.other-log`](/problems/stream.other-log): The position belongs to another log, or to a part of this one that was lost. Begin again with `offset=0`.
             */
            410: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:stream.other-log";
                        /** @constant */
                        status?: 410;
                    };
                };
            };
            /**
             * @description Too Many Requests:
             *     - [`too-many-requests`](/problems/too-many-requests): You have called more often than the limits of the operation allow. Wait for the number of seconds in `Retry-After`.
             */
            429: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:too-many-requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /**
             * @description Internal Server Error:
             *     - [`internal`](/problems/internal): The service failed. The fault is not yours. Report it, and quote the `correlationId`.
             */
            500: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /**
             * @description Service Unavailable:
             *     - [`full`](/problems/full): The service, or one that the operation needs, has too much to do at the moment. Wait for the number of seconds in `Retry-After`, and send the same request again.
             *     - [`unavailable`](/problems/unavailable): The database of the service does not answer in time. Wait for the number of seconds in `Retry-After`, and send the same request again.
             */
            503: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:full" | "urn:troupe:problem:unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
            /**
             * @description Refused before the operation is known:
             *     - [`bad-request`](/problems/bad-request): The request is not valid HTTP, or its body is not valid JSON in UTF-8. Correct the path, the headers or the body as `detail` says.
             *     - [`no-such-path`](/problems/no-such-path): The service has no such path. Check the path against the document of the service, `/openapi.json`.
             *     - [`method-not-allowed`](/problems/method-not-allowed): The path exists, but does not take this method. Use one of the methods in the header `Allow`.
             *     - [`request-timeout`](/problems/request-timeout): The request did not arrive completely in time. Send it again, over a connection that is fast enough.
             *     - [`request-header-fields-too-large`](/problems/request-header-fields-too-large): The headers have more than 16 KB. Send fewer or shorter headers.
             */
            default: {
                headers: {
                    "X-Correlation-ID": components["headers"]["X-Correlation-ID"];
                    "X-Correlation-ID-Note": components["headers"]["X-Correlation-ID-Note"];
                    Link: components["headers"]["Link"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        type?: "urn:troupe:problem:bad-request" | "urn:troupe:problem:no-such-path" | "urn:troupe:problem:method-not-allowed" | "urn:troupe:problem:request-timeout" | "urn:troupe:problem:request-header-fields-too-large";
                    };
                };
            };
        };
    };
}
